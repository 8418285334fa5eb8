using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

internal static class GeometryBuilder
{
    public const int MaxSide = 65_500;

    // 16x9 is what people write for the ratio; nobody wants a picture of that size.
    private const int LeastExtent = 32;

    public static Built Circle(Clause clause) => clause.Has(Slots.Extent)
        ? Sized(clause, new CropToCircle())
        : new CropToCircle();

    /// <summary>The step, then the size that is named with it.</summary>
    public static Built Sized(Clause clause, EditStep step) => ToSize(clause, SizeFit.Cover) is { Wrong: null } size
        ? new Built([step, .. size.Steps])
        : Complaints.Needs(clause);

    public static Built Resize(Clause clause)
    {
        var ways = new[] { Slots.Extent, Slots.Width, Slots.Height }.Where(clause.Has).ToArray();
        if (ways is [Slots.Width, Slots.Height])
        {
            return Side(clause, Slots.Width) is { } width && Side(clause, Slots.Height) is { } height
                ? new ResizeToSize(width, height, SizeFit.Cover)
                : OutOfRange(clause);
        }

        if (ways.Length + (clause.Amount is null ? 0 : 1) > 1)
        {
            return Complaints.Contradicts(clause);
        }

        return ways switch
        {
            [Slots.Extent] => ToSize(clause, SizeFit.Cover),
            [Slots.Width] => Side(clause, Slots.Width) is { } width ? new ResizeToWidth(width) : OutOfRange(clause),
            [Slots.Height] => Side(clause, Slots.Height) is { } height ? new ResizeToHeight(height) : OutOfRange(clause),
            _ => ByShare(clause),
        };
    }

    public static Built ToSize(Clause clause, SizeFit fit) =>
        clause.Detail<Frame>(Slots.Extent) is { } frame
            ? new ResizeToSize(frame.Width, frame.Height, fit == SizeFit.Stretch ? fit : frame.Fit)
        : Extent(clause) is var (width, height) ? new ResizeToSize(width, height, fit)
        : Complaints.Needs(clause);

    public static Built Upscale(Clause clause)
    {
        if (clause.Has(Slots.Extent))
        {
            return ToSize(clause, SizeFit.Cover);
        }

        var factor = clause.Amount switch
        {
            { Unit: Unit.Times, Value: var times } => times,
            { Unit: Unit.Percent, To: true, Value: var share } => share / 100,
            { Unit: Unit.Percent, Value: var more } => 1 + (more / 100),
            _ => 1 + clause.Degree,
        };
        return factor is > 1 and <= 10 ? new Upscale(factor) : Complaints.Range(clause, 1.1, 10, "×");
    }

    public static Built Rotate(Clause clause)
    {
        var amount = clause.Amount;
        var turn = Turn(clause, out var contradicts);
        var degrees = amount?.Value ?? 90 * (clause.Degree < 1 ? 1.0 / 18 : 1);
        return contradicts || (turn != 0 && amount?.Value < 0) ? Complaints.Contradicts(clause)
            : degrees is 0 or < -360 or > 360 ? Complaints.Range(clause, -360, 360, "°")
            : new Rotate(turn < 0 ? -degrees : degrees);
    }

    public static Built Straighten(Clause clause)
    {
        var turn = Turn(clause, out var contradicts);
        return clause.Amount is not { Value: var degrees } ? new Level()
            : contradicts || (turn != 0 && degrees < 0) ? Complaints.Contradicts(clause)
            : degrees == 0 || Math.Abs(degrees) > 45 ? Complaints.Range(clause, -45, 45, "°")
            : new Straighten(turn < 0 ? -degrees : degrees);
    }

    public static Built Flip(Clause clause) => new Flip((FlipAxis)(clause.Detail<Mark>(Slots.Axis)?.Value ?? (int)FlipAxis.Horizontal));

    /// <summary>The size a clause names in both sides; null where it names none, or one that no picture has.</summary>
    public static (int Width, int Height)? Extent(Clause clause) =>
        clause.Detail<Pair>(Slots.Extent) is { } size && IsSide(size.First) && IsSide(size.Second)
            && Math.Max(size.First, size.Second) > LeastExtent
            ? ((int)size.First, (int)size.Second)
            : null;

    public static int? Side(Clause clause, Slots slot) =>
        clause.Detail<Measure>(slot) is { Unit: Unit.None or Unit.Pixels, Value: var side } && IsSide(side) ? (int)side : null;

    public static bool IsSide(double side) => side is >= 1 and <= MaxSide && side == Math.Truncate(side);

    private static Built OutOfRange(Clause clause) => Complaints.Range(clause, 1, MaxSide, " px");

    private static Built ByShare(Clause clause)
    {
        if (clause.Amount is not { } amount)
        {
            // "Make it smaller" says no more than that.
            return clause.Sign < 0 ? new ResizeByShare(clause.Degree < 1 ? 75 : clause.Degree > 1 ? 25 : 50)
                : clause.Sign > 0 ? new Upscale(2)
                : ToSize(clause, SizeFit.Cover);
        }

        if (clause.Sign != 0 && amount.Value < 0)
        {
            return Complaints.Contradicts(clause);
        }

        if (amount is { Unit: Unit.None, Value: > 0 and < 10 } && amount.Value != Math.Truncate(amount.Value))
        {
            // "Scale by 0.5".
            return new ResizeByShare(100 * amount.Value);
        }

        if (amount.Unit is Unit.Pixels or Unit.None)
        {
            // A side alone is the longer one.
            return IsSide(amount.Value) && amount.Value >= LeastExtent
                ? new ResizeToSize((int)amount.Value, (int)amount.Value, SizeFit.Inside)
                : OutOfRange(clause);
        }

        // "Shrink by 20%" leaves 80; "shrink to 20%", "resize to 20%" and "enlarge 2x" name what is left.
        var percent = amount.Unit == Unit.Times ? amount.Value * 100 : amount.To || clause.Sign == 0 ? amount.Value
            : 100 + (clause.Sign * amount.Value);
        return (clause.Sign > 0 && percent <= 100) || (clause.Sign < 0 && percent >= 100) ? Complaints.Contradicts(clause)
            : percent is < 1 or > 1000 ? Complaints.Range(clause, 1, 1000, "%")
            : new ResizeByShare(percent);
    }

    /// <returns>+1 clockwise, −1 the other way, 0 unsaid.</returns>
    private static int Turn(Clause clause, out bool contradicts)
    {
        var spin = clause.Detail<Mark>(Slots.Spin)?.Value ?? 0;
        var side = clause.Detail<Place>(Slots.Place)?.Anchor switch { Anchor.Left => -1, Anchor.Right => 1, _ => 0 };
        contradicts = spin * side < 0;
        return spin != 0 ? spin : side;
    }
}
