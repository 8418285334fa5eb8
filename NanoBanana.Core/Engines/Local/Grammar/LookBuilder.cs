using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

internal static class LookBuilder
{
    public static Built Look(Clause clause) =>
        clause.Detail<LookName>(Slots.Kind) is not { } look ? Complaints.Needs(clause)
        : clause.IsTakenAway ? Complaints.CannotTakeAway(clause)
        : Look(clause, look.Kind);

    public static Built Look(Clause clause, LookKind kind)
    {
        var (first, second) = (clause.Detail<Colour>(Slots.Colour)?.Value, clause.Detail<Colour>(Slots.OtherColour)?.Value);
        var takesColours = kind is LookKind.Duotone or LookKind.Halftone;
        return first is not null && !takesColours ? Complaints.Stray(clause.Detail<Colour>(Slots.Colour)!.Source, clause.Source)
            : Strength.Of(clause, Usual(kind), percent => new Look(kind, percent, first, second));
    }

    /// <summary>What covers the picture is usually shown whole; what lies over it, in part.</summary>
    private static double Usual(LookKind kind) => kind switch
    {
        LookKind.Grain => 30,
        LookKind.Glow or LookKind.SoftFocus => 60,
        _ => 100,
    };
}
