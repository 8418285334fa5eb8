using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

internal static class GeometryBuilder
{
    private const int MaxSide = 65_500;

    // 16x9 is what people write for the ratio; nobody wants a picture of that size.
    private const int LeastExtent = 32;

    public static Built Crop(Clause clause)
    {
        var keep = clause.Detail<Place>(Slots.Place)?.Anchor ?? Anchor.Center;
        var ways = new[] { Slots.Ratio, Slots.Extent, Slots.Square, Slots.Percent }.Where(clause.Has).ToArray();
        return ways switch
        {
            [Slots.Square] => new CropToRatio(1, 1, keep),
            [Slots.Ratio] when clause.Detail<Pair>(Slots.Ratio) is { First: > 0, Second: > 0 } ratio => new CropToRatio(ratio.First, ratio.Second, keep),
            [Slots.Extent] when Extent(clause) is var (width, height) => new CropToSize(width, height, keep),
            [Slots.Percent] when clause.Amount is { To: true } share => share.Value is > 0 and < 100
                ? new CropToShare(share.Value, keep)
                : Complaints.Range(clause.Source, 1, 99, "%"),
            [_, _, ..] => Complaints.Contradicts(clause.Source),
            _ => Complaints.Needs(clause.Source, "crop to 16:9', 'crop to a square', 'crop to 800x600' or 'crop to 80%", "裁成16:9、裁成正方形、裁剪到80%"),
        };
    }

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
            return Complaints.Contradicts(clause.Source);
        }

        return ways switch
        {
            [Slots.Extent] => ToSize(clause, SizeFit.Cover),
            [Slots.Width] => Side(clause, Slots.Width) is { } width ? new ResizeToWidth(width) : OutOfRange(clause),
            [Slots.Height] => Side(clause, Slots.Height) is { } height ? new ResizeToHeight(height) : OutOfRange(clause),
            _ => ByShare(clause),
        };
    }

    public static Built ToSize(Clause clause, SizeFit fit) => Extent(clause) is var (width, height)
        ? new ResizeToSize(width, height, fit)
        : Complaints.Needs(clause.Source, "resize to 800x600', 'resize to width 800' or 'resize to 50%", "缩放到800x600、宽800、缩放到50%");

    public static Built Rotate(Clause clause)
    {
        var amount = clause.Amount;
        var turn = Turn(clause, out var contradicts);
        if (contradicts || (turn != 0 && amount?.Value < 0))
        {
            return Complaints.Contradicts(clause.Source);
        }

        var degrees = amount?.Value ?? (turn == 0 ? 0 : 90);
        return degrees is 0 or < -360 or > 360
            ? amount is null || degrees == 0
                ? Complaints.Needs(clause.Source, "rotate 90 degrees' or 'rotate left", "旋转90度、向左转")
                : Complaints.Range(clause.Source, -360, 360, "°")
            : new Rotate(turn < 0 ? -degrees : degrees);
    }

    public static Built Straighten(Clause clause)
    {
        var turn = Turn(clause, out var contradicts);
        return clause.Amount is not { Value: var degrees } || degrees == 0 ? Complaints.Needs(clause.Source, "straighten by 2 degrees", "拉直2度")
            : contradicts || (turn != 0 && degrees < 0) ? Complaints.Contradicts(clause.Source)
            : Math.Abs(degrees) > 45 ? Complaints.Range(clause.Source, -45, 45, "°")
            : new Straighten(turn < 0 ? -degrees : degrees);
    }

    public static Built Flip(Clause clause) => clause.Detail<Mark>(Slots.Axis) is { Value: var axis }
        ? new Flip((FlipAxis)axis)
        : Complaints.Needs(clause.Source, "flip horizontally' or 'flip vertically", "水平翻转、垂直翻转");

    /// <summary>The size a clause names in both sides; null where it names none, or one that no picture has.</summary>
    public static (int Width, int Height)? Extent(Clause clause) =>
        clause.Detail<Pair>(Slots.Extent) is { } size && IsSide(size.First) && IsSide(size.Second) && Math.Max(size.First, size.Second) > LeastExtent
            ? ((int)size.First, (int)size.Second)
            : null;

    public static int? Side(Clause clause, Slots slot) =>
        clause.Detail<Measure>(slot) is { Unit: Unit.None or Unit.Pixels, Value: var side } && IsSide(side) ? (int)side : null;

    private static bool IsSide(double side) => side is >= 1 and <= MaxSide && side == Math.Truncate(side);

    private static Built OutOfRange(Clause clause) => Complaints.Range(clause.Source, 1, MaxSide, " px");

    private static Built ByShare(Clause clause)
    {
        if (clause.Amount is not { } amount)
        {
            return ToSize(clause, SizeFit.Cover);
        }

        if (clause.Sign != 0 && amount.Value < 0)
        {
            return Complaints.Contradicts(clause.Source);
        }

        // "Shrink by 20%" leaves 80; "shrink to 20%", "resize to 20%" and "enlarge 2x" name what is left.
        var percent = amount.Unit == Unit.Times ? amount.Value * 100 : amount.To || clause.Sign == 0 ? amount.Value : 100 + (clause.Sign * amount.Value);
        return (clause.Sign > 0 && percent <= 100) || (clause.Sign < 0 && percent >= 100) ? Complaints.Contradicts(clause.Source)
            : percent is < 1 or > 1000 ? Complaints.Range(clause.Source, 1, 1000, "%")
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
