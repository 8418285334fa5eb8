using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

internal static class ColourBuilder
{
    /// <param name="usual">Percent, where nobody says how much.</param>
    /// <param name="most">Percent; the least is −100.</param>
    public static Built Adjust(Clause clause, Quality quality, double usual, double most)
    {
        var percent = Signed(clause, usual, toIsShare: true, out var wrong);
        return wrong ?? (percent is 0 or < -100 || percent > most
            ? Complaints.Range(clause.Source, -100, most, "%")
            : (Built)new Adjust(quality, percent));
    }

    public static Built Exposure(Clause clause)
    {
        var stops = Signed(clause, 1, toIsShare: false, out var wrong);
        return wrong ?? (stops is 0 or < -5 or > 5 ? Complaints.Range(clause.Source, -5, 5, " EV") : (Built)new Expose(stops));
    }

    public static Built Hue(Clause clause) =>
        clause.Amount is not { Value: var degrees } || degrees == 0 ? Complaints.Needs(clause.Source, "hue +30 degrees", "色相30度")
        : Math.Abs(degrees) > 360 ? Complaints.Range(clause.Source, -360, 360, "°")
        : new ShiftHue(degrees);

    private static double Signed(Clause clause, double usual, bool toIsShare, out Built? wrong)
    {
        wrong = null;
        var (sign, amount) = (clause.Sign, clause.Amount);
        if (amount is null)
        {
            if (sign == 0)
            {
                wrong = Complaints.Needs(clause.Source, $"more {clause.Source}' or '{clause.Source} +20", $"提高{clause.Source}、{clause.Source}+20");
            }

            return sign * usual * (clause.Detail<Degree>(Slots.Degree)?.Factor ?? 1);
        }

        var step = amount.To ? amount.Value - 100 : amount.Value;
        if (amount.To && !toIsShare)
        {
            wrong = Complaints.Needs(clause.Source, $"{clause.Source} +1", $"{clause.Source}+1");
        }
        else if (sign != 0 && (amount.To ? Math.Sign(step) != sign : step < 0))
        {
            wrong = Complaints.Contradicts(clause.Source);
        }

        return amount.To || sign == 0 ? step : sign * step;
    }
}
