using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>What is cut off at the sides of a picture, or what is left of it.</summary>
internal static class CropOffBuilder
{
    // Percent of a side, where it is not said how much.
    private const double Usual = 20;
    private const double MostPercent = 95;

    public static Built CropOff(Clause clause)
    {
        var sides = SidesOf(clause);
        if (sides.Length == 0)
        {
            return Complaints.Topic(new Topic("cut") { Source = clause.Detail<Token>(Slots.Where)?.Source ?? clause.Source });
        }

        if (clause.Detail<Measure>(Slots.Pixels) is { } pixels)
        {
            return pixels.Value is >= 1 and <= GeometryBuilder.MaxSide && !IsKept(clause)
                ? new Built([.. sides.Select(side => new TrimSide(side, (int)pixels.Value))])
                : Complaints.Range(clause, 1, GeometryBuilder.MaxSide, " px");
        }

        var percent = PercentOf(clause);
        return percent <= 0 || percent * (sides.Length > 1 ? 2 : 1) > MostPercent ? Complaints.Range(clause, 1, MostPercent, "%")
            : sides switch
            {
                [var side] => new CropSide(side, percent),
                // The second is a share of what the first has left.
                [var first, var second] => new Built([new CropSide(first, percent), new CropSide(second, 100 * percent / (100 - percent))]),
                _ => new CropToShare(100 - (2 * percent), Anchor.Center),
            };
    }

    private static double PercentOf(Clause clause)
    {
        var part = clause.Detail<PartOf>(Slots.Where);
        var percent = clause.Amount?.Value ?? (part is { IsVague: false } ? 100 * part.Share : Usual * clause.Degree);
        return !IsKept(clause) ? percent
            // "Keep only the right side" is the half of it.
            : 100 - (clause.Amount is null && part is not { IsVague: false } ? 50 : percent);
    }

    private static bool IsKept(Clause clause) => clause.Detail<Act>(Slots.Act) is { Kind: ActKind.Keep };

    private static Anchor[] SidesOf(Clause clause)
    {
        var part = clause.Detail<PartOf>(Slots.Where);
        if (clause.Detail<Noun>(Slots.Where) is { Kind: NounKind.Edges })
        {
            return IsKept(clause) ? [] : [Anchor.Left, Anchor.Right, Anchor.Top, Anchor.Bottom];
        }

        if (clause.Detail<Token>(Slots.Where) is not null && part is null)
        {
            return [];
        }

        if (clause.Detail<Mark>(Slots.Axis) is { } axis)
        {
            return axis.Value == (int)FlipAxis.Horizontal ? [Anchor.Left, Anchor.Right] : [Anchor.Top, Anchor.Bottom];
        }

        var named = part?.Anchor ?? clause.Detail<Place>(Slots.Place)?.Anchor ?? (clause.Has(Slots.OnTop) ? Anchor.Top : null);
        return named is not (Anchor.Left or Anchor.Right or Anchor.Top or Anchor.Bottom) ? []
            : [IsKept(clause) ? Layout.Opposite(named.Value) : named.Value];
    }
}
