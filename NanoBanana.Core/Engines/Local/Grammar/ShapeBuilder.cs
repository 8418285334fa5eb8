using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

internal static class ShapeBuilder
{
    private static readonly Rgba Red = new(255, 0, 0);

    public static Built Draw(Clause clause)
    {
        if (clause.Detail<ShapeName>(Slots.Kind) is not { } shape || clause.Detail<Token>(Slots.Where) is Noun or Topic
            || clause.IsTakenAway)
        {
            return Complaints.Needs(clause);
        }

        var measure = clause.Detail<Measure>(Slots.Size) ?? clause.Detail<Measure>(Slots.Percent);
        var size = measure is null ? Length.Percent(UsualSize(clause)) : new Length(measure.Value, measure.Unit == Unit.Percent);
        return size.Value <= 0 || size.Value > (size.IsPercent ? 100 : 5000)
            ? Complaints.Range(clause, 1, size.IsPercent ? 100 : 5000, size.IsPercent ? "%" : " px")
            : new DrawShape(shape.Kind, clause.Detail<Place>(Slots.Place)?.Anchor ?? Anchor.Center,
                clause.Detail<Colour>(Slots.Colour)?.Value ?? Red)
            {
                Size = size,

                // A box or a ring is drawn around something; a heart or a star is drawn full.
                Stroke = shape.Kind is ShapeKind.Heart or ShapeKind.Star ? null : Length.Percent(clause.Has(Slots.Bold) ? 2 : 1),
            };
    }

    private static double UsualSize(Clause clause) => clause.Detail<Mark>(Slots.Big) switch { null => 30, { Value: > 0 } => 60, _ => 12 };
}
