using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

internal static class CropBuilder
{
    public static Built Crop(Clause clause)
    {
        var keep = clause.Detail<Place>(Slots.Place)?.Anchor ?? Anchor.Center;
        if (clause.Detail<ShapeName>(Slots.Kind) is { } shape)
        {
            return shape.Kind == ShapeKind.Circle ? new CropToCircle() : Complaints.Needs(clause);
        }

        if (clause.Detail<Frame>(Slots.Extent) is { } frame && !clause.Has(Slots.Square)
            && (!clause.Has(Slots.Ratio) || IsOrientationOf(frame, clause.Detail<Pair>(Slots.Ratio))))
        {
            return new ResizeToSize(frame.Width, frame.Height, frame.Fit);
        }

        if (clause.Detail<Spot>(Slots.Spot) is { } spot)
        {
            return CropAt(clause, spot);
        }

        var ways = new[] { Slots.Ratio, Slots.Extent, Slots.Square, Slots.Percent }
            .Where(way => clause.Has(way) && (way != Slots.Extent || clause.Detail<Pair>(way) is not null)).ToArray();
        return ways switch
        {
            [Slots.Square] => new CropToRatio(1, 1, keep),
            [Slots.Ratio] when clause.Detail<Pair>(Slots.Ratio) is { First: > 0, Second: > 0 } ratio =>
                new CropToRatio(ratio.First, ratio.Second, keep),
            [Slots.Extent] when GeometryBuilder.Extent(clause) is var (width, height) => new CropToSize(width, height, keep),
            [Slots.Percent] when clause.Amount is { To: true } share => Share(clause, share.Value, keep),
            [] when clause.Amount is { Unit: Unit.Percent } usual =>
                Share(clause, 100 - ((100 - usual.Value) * Math.Min(clause.Degree, 2)), keep),
            [_, _, ..] => Complaints.Contradicts(clause),
            _ => Complaints.Needs(clause),
        };
    }

    /// <summary>"Crop to my face for a profile picture": then to the size or shape that is named.</summary>
    public static Built Around(Clause clause, EditStep step) =>
        clause.Detail<Topic>(Slots.Where) is { } topic ? Complaints.Topic(topic)
        : clause.Has(Slots.Extent) ? GeometryBuilder.Sized(clause, step)
        : clause.Has(Slots.Square) ? new Built([step, new CropToRatio(1, 1, Anchor.Center)])
        : clause.Detail<Pair>(Slots.Ratio) is { First: > 0, Second: > 0 } ratio
            ? new Built([step, new CropToRatio(ratio.First, ratio.Second, Anchor.Center)])
        : step;

    /// <summary>"800x600 at 40, 60": a box by its numbers, which may be as small as one likes.</summary>
    private static Built CropAt(Clause clause, Spot spot) =>
        Array.Exists([Slots.Place, Slots.Ratio, Slots.Square, Slots.Percent], clause.Has) ? Complaints.Contradicts(clause)
        : clause.Detail<Pair>(Slots.Extent) is { } size && GeometryBuilder.IsSide(size.First) && GeometryBuilder.IsSide(size.Second)
            ? new CropToBox(spot.X, spot.Y, (int)size.First, (int)size.Second)
        : Complaints.Needs(clause);

    /// <summary>"Vertical, for a story": the word says no more of the shape than the name does.</summary>
    private static bool IsOrientationOf(Frame frame, Pair? ratio) =>
        ratio is not null && !ratio.Source.Any(char.IsAsciiDigit) && ratio.First < ratio.Second == frame.Width < frame.Height;

    private static Built Share(Clause clause, double percent, Anchor keep) =>
        percent is > 0 and < 100 ? new CropToShare(percent, keep) : Complaints.Range(clause, 1, 99, "%");
}
