namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>A place by its numbers: how many pixels from the left and from the top.</summary>
internal sealed record Spot(int X, int Y) : Token
{
    public override Slots Slot => Slots.Spot;
}

/// <summary>A word before two numbers that makes them a place in pixels; anywhere else it means nothing.</summary>
internal sealed record SpotWord : Filler;
