using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>All amounts of one step: what "adjust: light +20, warmth -10" says.</summary>
internal sealed record Adjustments(Develop Step) : Token
{
    public override Slots Slot => Slots.Kind;
}
