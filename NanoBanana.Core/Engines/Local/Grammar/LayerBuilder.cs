using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

internal static class LayerBuilder
{
    public static Built Border(Clause clause)
    {
        if (clause.IsTakenAway)
        {
            return new TrimBorder();
        }

        var measure = clause.Amount ?? clause.Detail<Measure>(Slots.Width);
        if (clause.Amount is not null && clause.Has(Slots.Width))
        {
            return Complaints.Contradicts(clause);
        }

        var width = measure is null ? Length.Percent(UsualWidth(clause)) : new Length(measure.Value, measure.Unit == Unit.Percent);
        return width.Value > 0 && width.Value <= (width.IsPercent ? 50 : 5000)
            ? new AddBorder(width, ColourOf(clause))
            : Complaints.Range(clause, 1, width.IsPercent ? 50 : 5000, width.IsPercent ? "%" : " px");
    }

    public static Built Text(Clause clause) => Write(clause, clause.Has(Slots.OnTop) ? Anchor.Top : Anchor.Bottom, null, 100);

    public static Built Watermark(Clause clause) => Write(clause, Anchor.BottomRight, Length.Percent(4), 50);

    public static Built Blend(Clause clause)
    {
        var percent = (clause.Detail<Measure>(Slots.Percent) ?? clause.Detail<Measure>(Slots.Opacity))?.Value ?? 50;
        return clause.Has(Slots.Percent) && clause.Has(Slots.Opacity) ? Complaints.Contradicts(clause)
            : percent is > 0 and <= 100 ? new BlendSecond(percent)
            : Complaints.Range(clause, 1, 100, "%");
    }

    public static Built Beside(Clause clause)
    {
        var place = clause.Detail<Place>(Slots.Place)?.Anchor
            ?? (clause.Detail<Mark>(Slots.Axis) is { Value: (int)FlipAxis.Vertical } ? Anchor.Bottom : Anchor.Right);
        return GapOf(clause) is { } gap
            ? new Collage(place is Anchor.Top or Anchor.Bottom ? CollageKind.Column : CollageKind.Row, gap, Rgba.White)
            : new PlaceBeside(place);
    }

    /// <summary>All pictures that are given, in one.</summary>
    public static Built Collage(Clause clause)
    {
        var kind = clause.Detail<Mark>(Slots.Layout) is { } layout ? (CollageKind)layout.Value
            : clause.Detail<Mark>(Slots.Axis) is { } axis ? (axis.Value == (int)FlipAxis.Vertical ? CollageKind.Column : CollageKind.Row)
            : CollageKind.Grid;
        return GapOf(clause) is < 0 or > 1000
            ? Complaints.Range(clause, 0, 1000, " px")
            : new Collage(kind, GapOf(clause) ?? 10, ColourOf(clause));
    }

    public static Built Over(Clause clause)
    {
        if (clause.Has(Slots.Act))
        {
            return new RemoveMasked();
        }

        if (clause.Has(Slots.Percent) && clause.Has(Slots.Size))
        {
            return Complaints.Contradicts(clause);
        }

        // "Put the second picture over the first at 40 % opacity" covers all of it.
        var isPlaced = clause.Has(Slots.Place) || clause.Has(Slots.Percent) || clause.Has(Slots.Size) || clause.Has(Slots.Big);
        if (clause.Has(Slots.Opacity) && !isPlaced)
        {
            return Blend(clause);
        }

        var opacity = OpacityOf(clause, 100);
        var scale = clause.Detail<Measure>(Slots.Percent) ?? clause.Detail<Measure>(Slots.Size);
        return scale is { Unit: not Unit.Percent } or { Value: <= 0 or > 100 } || opacity is <= 0 or > 100
            ? Complaints.Range(clause, 1, 100, "%")
            : new PlaceOver(clause.Detail<Place>(Slots.Place)?.Anchor ?? Anchor.Center, scale?.Value ?? UsualScale(clause))
            {
                Opacity = opacity,
            };
    }

    /// <summary>The second picture without a verb: a side alone puts it beside the first, everything else over it.</summary>
    public static Built Second(Clause clause) => clause.Detail<Place>(Slots.Place)?.Anchor switch
    {
        Anchor.Left or Anchor.Right or Anchor.Top or Anchor.Bottom when !clause.Has(Slots.OnTop) && !clause.Has(Slots.Percent)
            && !clause.Has(Slots.Size)
            => Beside(clause),
        null when !clause.Has(Slots.OnTop) && !clause.Has(Slots.Percent) && !clause.Has(Slots.Size) => Complaints.Needs(clause),
        _ => Over(clause),
    };

    public static EditStep Backdrop(Rgba colour) =>
        new SetBackground(colour.A == 0 ? new Backdrop.Transparent() : new Backdrop.Plain(colour));

    public static Built Canvas(Clause clause)
    {
        var (width, height) = GeometryBuilder.Extent(clause)
            ?? (GeometryBuilder.Side(clause, Slots.Width) ?? 0, GeometryBuilder.Side(clause, Slots.Height) ?? 0);
        return width == 0 || height == 0
            ? Complaints.Needs(clause)
            : clause.Has(Slots.Extent) && (clause.Has(Slots.Width) || clause.Has(Slots.Height)) ? Complaints.Contradicts(clause)
            : clause.Detail<Token>(Slots.Where) switch
            {
                null => new MakeCanvas(width, height, ColourOf(clause)),
                Noun { Kind: NounKind.Subject } => new PlaceSubject(width, height, ColourOf(clause)),
                var where => Complaints.Stray(where.Source, clause.Source),
            };
    }

    private static Rgba ColourOf(Clause clause) => clause.Detail<Colour>(Slots.Colour)?.Value ?? Rgba.White;

    private static Built Write(Clause clause, Anchor usualPlace, Length? usualSize, double usualOpacity)
    {
        if (clause.Detail<Act>(Slots.Act) is { Kind: ActKind.Remove })
        {
            return new RemoveMasked();
        }

        if (clause.Detail<Quote>(Slots.Quote) is not { Text: var text } || string.IsNullOrWhiteSpace(text))
        {
            return Complaints.Needs(clause);
        }

        if (clause.Detail<Token>(Slots.Where) is (Noun or Topic) and { Source: var where })
        {
            return Complaints.Stray(where, clause.Source);
        }

        if ((clause.Has(Slots.Size) && clause.Has(Slots.Pixels)) || (clause.Has(Slots.Place) && clause.Has(Slots.OnTop))
            || (clause.Has(Slots.Spot) && (clause.Has(Slots.Place) || clause.Has(Slots.OnTop) || clause.Has(Slots.Where))))
        {
            return Complaints.Contradicts(clause);
        }

        var measure = clause.Detail<Measure>(Slots.Size) ?? clause.Detail<Measure>(Slots.Pixels);
        var usual = clause.Detail<Mark>(Slots.Big) is { } big ? Length.Percent(big.Value > 0 ? 14 : 4) : usualSize;
        var size = measure is null ? usual : new Length(measure.Value, measure.Unit == Unit.Percent);
        var place = clause.Detail<Place>(Slots.Place)?.Anchor ?? clause.Detail<PartOf>(Slots.Where)?.Anchor ?? usualPlace;
        var opacity = OpacityOf(clause, usualOpacity);
        return size is { } height && (height.Value <= 0 || height.Value > (height.IsPercent ? 100 : 5000))
            ? Complaints.Range(clause, 1, height.IsPercent ? 100 : 5000, height.IsPercent ? "%" : " px")
            : opacity is <= 0 or > 100 ? Complaints.Range(clause, 1, 100, "%")
            : new WriteText(text, place, ColourOf(clause), size, opacity)
            {
                At = clause.Detail<Spot>(Slots.Spot) is { } spot ? (spot.X, spot.Y) : null,
                Font = clause.Detail<Mark>(Slots.Font) is { } font ? (TextFont)font.Value : TextFont.Sans,
                IsBold = clause.Has(Slots.Bold),
                Outline = clause.Has(Slots.Outline) ? Contrasting(ColourOf(clause)) : null,
                HasShadow = clause.Has(Slots.Shadowed),
            };
    }

    public static Rgba Contrasting(Rgba colour) => colour.R + colour.G + colour.B > 382 ? new(0, 0, 0) : Rgba.White;

    private static double OpacityOf(Clause clause, double usual) => clause.Detail<Measure>(Slots.Opacity) switch
    {
        null => usual,
        { Part: Part.Transparency, Value: var clear } => 100 - clear,
        { Value: var solid } => solid,
    };

    private static int? GapOf(Clause clause) =>
        (clause.Detail<Measure>(Slots.Gap) ?? clause.Detail<Measure>(Slots.Pixels)) is { } gap ? (int)gap.Value : null;

    private static double UsualScale(Clause clause) => clause.Detail<Mark>(Slots.Big) switch { null => 30, { Value: > 0 } => 60, _ => 15 };

    private static double UsualWidth(Clause clause) =>
        clause.Has(Slots.Bold) || clause.Detail<Mark>(Slots.Big) is { Value: > 0 } ? 5 : clause.Has(Slots.Big) ? 1 : 2 * clause.Degree;
}
