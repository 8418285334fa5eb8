using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

internal static class DetailBuilder
{
    public static Built Sharpen(Clause clause) => clause.Sign < 0
        ? new Blur(Length.Percent(0.2))
        : Strength.Of(clause, 50, percent => new Sharpen(percent), 500);

    public static Built Vignette(Clause clause) => clause.IsTakenAway
        ? Complaints.CannotTakeAway(clause)
        : Strength.Of(clause, 50, percent => new Vignette(percent));

    /// <summary>Noise is added where nobody says that it should go.</summary>
    public static Built Grain(Clause clause) => clause.IsTakenAway ? new Denoise(50) : LookBuilder.Look(clause, LookKind.Grain);

    public static Built Haze(Clause clause) => clause.IsTakenAway ? new Dehaze(50) : Complaints.Needs(clause);

    public static Built Blur(Clause clause)
    {
        if (clause.IsTakenAway)
        {
            return new Sharpen(50);
        }

        if (clause.Detail<Noun>(Slots.Where) is { Kind: NounKind.Background } && !clause.Has(Slots.Inverted) && !clause.Has(Slots.Pixels))
        {
            return BlurBackground(clause);
        }

        // A face that is blurred shall not be known again.
        var radius = Distance(clause, clause.Detail<Noun>(Slots.Where) is { Kind: NounKind.Faces } ? 2 : 0.4);
        return radius.Value > 0 && radius.Value <= (radius.IsPercent ? 5 : 250)
            ? new Blur(radius)
            : Complaints.Range(clause, 0, radius.IsPercent ? 5 : 250, radius.IsPercent ? "%" : " px");
    }

    public static Built BlurBackground(Clause clause) =>
        Strength.Of(clause, 50, percent => new SetBackground(new Backdrop.Blurred(percent)));

    public static Built Pixelate(Clause clause) => clause.IsTakenAway ? Complaints.CannotTakeAway(clause)
        : Distance(clause, 2) is var block && block.Value > 0 && block.Value <= (block.IsPercent ? 50 : 1000)
        ? new Pixelate(block)
        : Complaints.Range(clause, 0, block.IsPercent ? 50 : 1000, block.IsPercent ? "%" : " px");

    public static Built Rounded(Clause clause) =>
        Distance(clause, 5) is var radius && radius.Value > 0 && radius.Value <= (radius.IsPercent ? 50 : 5000)
        ? new RoundCorners(radius)
        : Complaints.Range(clause, 0, radius.IsPercent ? 50 : 5000, radius.IsPercent ? "%" : " px");

    /// <param name="usual">Percent of the shorter side.</param>
    private static Length Distance(Clause clause, double usual) => clause.Amount is { } amount
        ? new Length(amount.Value, amount.Unit == Unit.Percent)
        : Length.Percent(usual * clause.Degree);
}
