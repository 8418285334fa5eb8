using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

internal static class DetailBuilder
{
    public static Built Sharpen(Clause clause) => Percent(clause, 50) is var percent && percent is > 0 and <= 500
        ? new Sharpen(percent)
        : Complaints.Range(clause.Source, 1, 500, "%");

    public static Built Vignette(Clause clause) => Percent(clause, 50) is var percent && percent is > 0 and <= 100
        ? new Vignette(percent)
        : Complaints.Range(clause.Source, 1, 100, "%");

    public static Built Blur(Clause clause) => Distance(clause, 0.4) is var radius && radius.Value > 0 && radius.Value <= (radius.IsPercent ? 5 : 250)
        ? new Blur(radius)
        : Complaints.Range(clause.Source, 0, radius.IsPercent ? 5 : 250, radius.IsPercent ? "%" : " px");

    public static Built Pixelate(Clause clause) => Distance(clause, 2) is var block && block.Value > 0 && block.Value <= (block.IsPercent ? 50 : 1000)
        ? new Pixelate(block)
        : Complaints.Range(clause.Source, 0, block.IsPercent ? 50 : 1000, block.IsPercent ? "%" : " px");

    public static Built Rounded(Clause clause) => Distance(clause, 5) is var radius && radius.Value > 0 && radius.Value <= (radius.IsPercent ? 50 : 5000)
        ? new RoundCorners(radius)
        : Complaints.Range(clause.Source, 0, radius.IsPercent ? 50 : 5000, radius.IsPercent ? "%" : " px");

    private static double Percent(Clause clause, double usual) =>
        clause.Amount?.Value ?? usual * (clause.Detail<Degree>(Slots.Degree)?.Factor ?? 1);

    /// <param name="usual">Percent of the shorter side.</param>
    private static Length Distance(Clause clause, double usual) => clause.Amount is { } amount
        ? new Length(amount.Value, amount.Unit == Unit.Percent)
        : Length.Percent(Percent(clause, usual));
}
