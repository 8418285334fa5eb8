using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

internal static class ColourBuilder
{
    /// <param name="usual">Percent, where nobody says how much; negative where the word by itself means less.</param>
    /// <param name="most">Percent; the least is −100.</param>
    public static Built Adjust(Clause clause, Quality quality, double usual = 30, double most = 100)
    {
        var percent = Signed(clause, usual, toIsShare: true, out var wrong);
        return wrong ?? (percent is 0 or < -100 || percent > most
            ? Complaints.Range(clause, -100, most, "%")
            : (Built)new Adjust(quality, percent));
    }

    public static Built Exposure(Clause clause)
    {
        var stops = Signed(clause, 1, toIsShare: false, out var wrong);
        return wrong ?? (stops is 0 or < -5 or > 5 ? Complaints.Range(clause, -5, 5, " EV") : (Built)new Expose(stops));
    }

    public static Built Hue(Clause clause) =>
        clause.Amount is not { Value: var degrees } || degrees == 0 ? Complaints.Needs(clause)
        : Math.Abs(degrees) > 360 ? Complaints.Range(clause, -360, 360, "°")
        : new ShiftHue(clause.Sign < 0 ? -degrees : degrees);

    /// <summary>"Less blue" takes a cast out.</summary>
    public static Built Tint(Clause clause) =>
        clause.IsTakenAway ? new FixColours()
        : clause.Detail<Colour>(Slots.Colour) is { Value: { IsOpaque: true } colour }
        // A thing takes the colour, a picture is bathed in it.
        ? Strength.Of(clause, clause.Detail<Token>(Slots.Where) is Topic or Noun ? 85 : 50, percent => new TintWith(colour, percent))
        : Complaints.Needs(clause);

    /// <summary>Teeth, and what else a mask shows: less of its colour, more light.</summary>
    public static Built Whiten(Clause clause)
    {
        var strength = Math.Min(clause.Degree, 1.5);
        return new Built([
            new Within(new Region.Marked(), new Adjust(Quality.Saturation, -50 * strength)),
            new Within(new Region.Marked(), new Adjust(Quality.Brightness, 15 * strength)),
        ]);
    }

    public static Built Replace(Clause clause) => (clause.Detail<Colour>(Slots.Colour), clause.Detail<Colour>(Slots.OtherColour)) switch
    {
        ({ } from, { } to) when from.Value.IsOpaque && to.Value.IsOpaque => new ReplaceColour(from.Value, to.Value),
        ({ } behind, null) when IsBackground(clause) => LayerBuilder.Backdrop(behind.Value),
        (null, null) when IsBackground(clause) && clause.Has(Slots.Second) => new SetBackground(new Backdrop.SecondPicture()),
        _ => Complaints.Needs(clause),
    };

    public static Built Keep(Clause clause) => clause.Detail<Colour>(Slots.Colour) is { Value: { IsOpaque: true } colour }
        ? new KeepColour(colour)
        : clause.Detail<Token>(Slots.Where) is null or Noun { Kind: NounKind.Subject } && !clause.Has(Slots.Colour)
            ? new SetBackground(new Backdrop.Grey())
        : Complaints.Needs(clause);

    /// <summary>Without colour; what is to keep its colour keeps it.</summary>
    public static Built Grayscale(Clause clause) =>
        clause.Detail<Act>(Slots.Act) is { Kind: ActKind.Remove } ? Complaints.Topic(new Topic("restore") { Source = clause.Source })
        : clause.Detail<Colour>(Slots.Colour) is { Value: { IsOpaque: true } colour }
            ? clause.Has(Slots.Inverted) || clause.Has(Slots.Act) ? new KeepColour(colour) : Complaints.Needs(clause)
        : clause.Degree < 1 ? new Adjust(Quality.Saturation, -50)
        : new Recolour(Tone.Grayscale);

    private static bool IsBackground(Clause clause) => clause.Detail<Noun>(Slots.Where) is { Kind: NounKind.Background };

    private static double Signed(Clause clause, double usual, bool toIsShare, out Built? wrong)
    {
        wrong = null;
        var (sign, amount) = (clause.Detail<Act>(Slots.Act) is { Kind: ActKind.Remove } ? -1 : clause.Sign, clause.Amount);
        if (amount is null)
        {
            return (sign == 0 ? Math.Sign(usual) : sign) * Math.Abs(usual) * clause.Degree;
        }

        var step = amount.To ? amount.Value - 100 : amount.Value;
        if (amount.To && !toIsShare)
        {
            wrong = Complaints.Needs(clause);
        }
        else if (sign != 0 && (amount.To ? Math.Sign(step) != sign : step < 0))
        {
            wrong = Complaints.Contradicts(clause);
        }

        return amount.To || sign == 0 ? step : sign * step;
    }
}
