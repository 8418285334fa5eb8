using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Operations with a percentage of how much.</summary>
internal static class Strength
{
    /// <param name="usual">Percent, where nobody says how much.</param>
    public static Built Of(Clause clause, double usual, Func<double, EditStep> step, double most = 100) =>
        clause.Amount?.Value is not { } percent ? step(Math.Min(most, usual * clause.Degree))
        : percent > 0 && percent <= most ? step(percent)
        : Complaints.Range(clause, 1, most, "%");
}
