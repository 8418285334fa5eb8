using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>What makes a picture grow, and what limits its file.</summary>
internal static class FrameBuilder
{
    private const double Kilobyte = 1000;

    public static Built Fit(Clause clause)
    {
        var ratio = clause.Has(Slots.Square) ? new Pair(1, 1, true) : clause.Detail<Pair>(Slots.Ratio);
        return ratio is { First: > 0, Second: > 0 } ? new PadToRatio(ratio.First, ratio.Second, FillOf(clause, new Fill.Blur()))
            : clause.Has(Slots.Whole) && clause.Detail<Frame>(Slots.Extent) is { } frame
                ? new PadToRatio(frame.Width, frame.Height, FillOf(clause, new Fill.Blur()))
            : GeometryBuilder.ToSize(clause, SizeFit.Inside);
    }

    /// <param name="usual">Percent of the side that grows.</param>
    public static Built Extend(Clause clause, double usual, Fill fill)
    {
        if (clause.Has(Slots.Ratio) || clause.Has(Slots.Square))
        {
            var (width, height) = clause.Detail<Pair>(Slots.Ratio) is { } ratio ? (ratio.First, ratio.Second) : (1, 1);
            return width > 0 && height > 0 ? new PadToRatio(width, height, FillOf(clause, fill)) : Complaints.Needs(clause);
        }

        var by = clause.Amount is { } amount ? new Length(amount.Value, amount.Unit == Unit.Percent)
            : Length.Percent(usual * clause.Degree);
        return clause.Sign < 0 ? Complaints.CannotTakeAway(clause)
            : by.Value <= 0 || by.Value > (by.IsPercent ? 200 : 10_000)
            ? Complaints.Range(clause, 1, by.IsPercent ? 200 : 10_000, by.IsPercent ? "%" : " px")
            : new Extend(SidesOf(clause), by, FillOf(clause, fill));
    }

    /// <summary>Paper all around, and room to write below.</summary>
    public static Built Polaroid(Clause clause)
    {
        var paper = clause.Detail<Colour>(Slots.Colour)?.Value ?? Rgba.White;
        return new Built([new AddBorder(Length.Percent(5), paper), new Extend(Sides.Bottom, Length.Percent(14), new Fill.Plain(paper))]);
    }

    public static Built Shadow(Clause clause) => clause.IsTakenAway
        ? Complaints.CannotTakeAway(clause)
        : Strength.Of(clause, 50, percent => new DropShadow(percent));

    public static Built Encode(Clause clause) =>
        clause.Has(Slots.Bytes) ? Limit(clause)
        : clause.Detail<FormatName>(Slots.Kind) is { } name ? new Encode(name.Format)
        : Complaints.Needs(clause);

    public static Built Limit(Clause clause)
    {
        var amount = clause.Amount;
        if (amount is { Unit: not (Unit.Kilobytes or Unit.Megabytes) })
        {
            return Complaints.Needs(clause);
        }

        var bytes = amount is null ? 1000 * Kilobyte / clause.Degree
            : amount.Value * (amount.Unit == Unit.Kilobytes ? Kilobyte : 1000 * Kilobyte);
        return bytes is < 5 * Kilobyte or > 100_000 * Kilobyte ? Complaints.Range(clause, 5, 100_000, " KB")
            : clause.Detail<FormatName>(Slots.Kind) is { } name ? new Built([new Encode(name.Format), new LimitBytes((long)bytes)])
            : new LimitBytes((long)bytes);
    }

    private static Sides SidesOf(Clause clause) =>
        (clause.Detail<Place>(Slots.Place)?.Anchor ?? clause.Detail<PartOf>(Slots.Where)?.Anchor) switch
        {
            Anchor.Left => Sides.Left,
            Anchor.Right => Sides.Right,
            Anchor.Top => Sides.Top,
            Anchor.Bottom => Sides.Bottom,
            _ when clause.Has(Slots.OnTop) => Sides.Top,
            _ => clause.Detail<Mark>(Slots.Axis) switch
            {
                { Value: (int)FlipAxis.Horizontal } => Sides.Left | Sides.Right,
                { Value: (int)FlipAxis.Vertical } => Sides.Top | Sides.Bottom,
                _ => Sides.All,
            },
        };

    private static Fill FillOf(Clause clause, Fill usual) =>
        clause.Detail<Colour>(Slots.Colour) is { } colour ? new Fill.Plain(colour.Value)
        : clause.Detail<FillName>(Slots.Fill) switch
        {
            { Kind: FillKind.Blur } => new Fill.Blur(),
            { Kind: FillKind.Mirror } => new Fill.Mirror(),
            _ => usual,
        };
}
