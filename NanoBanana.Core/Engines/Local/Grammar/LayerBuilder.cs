using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

internal static class LayerBuilder
{
    public static Built Border(Clause clause)
    {
        var measure = clause.Amount ?? clause.Detail<Measure>(Slots.Width);
        if (clause.Amount is not null && clause.Has(Slots.Width))
        {
            return Complaints.Contradicts(clause.Source);
        }

        var width = measure is null ? Length.Percent(2) : new Length(measure.Value, measure.Unit == Unit.Percent);
        return width.Value > 0 && width.Value <= (width.IsPercent ? 50 : 5000)
            ? new AddBorder(width, ColourOf(clause))
            : Complaints.Range(clause.Source, 1, width.IsPercent ? 50 : 5000, width.IsPercent ? "%" : " px");
    }

    public static Built Text(Clause clause) => Write(clause, clause.Has(Slots.OnTop) ? Anchor.Top : Anchor.Bottom, null, 100);

    public static Built Watermark(Clause clause) => Write(clause, Anchor.BottomRight, Length.Percent(4), 50);

    public static Built Blend(Clause clause)
    {
        var percent = (clause.Detail<Measure>(Slots.Percent) ?? clause.Detail<Measure>(Slots.Opacity))?.Value ?? 50;
        return clause.Has(Slots.Percent) && clause.Has(Slots.Opacity) ? Complaints.Contradicts(clause.Source)
            : percent is > 0 and <= 100 ? new BlendSecond(percent)
            : Complaints.Range(clause.Source, 1, 100, "%");
    }

    public static Built Beside(Clause clause) => new PlaceBeside(clause.Detail<Place>(Slots.Place)?.Anchor ?? Anchor.Right);

    public static Built Over(Clause clause)
    {
        if (clause.Has(Slots.Percent) && clause.Has(Slots.Size))
        {
            return Complaints.Contradicts(clause.Source);
        }

        var scale = clause.Detail<Measure>(Slots.Percent) ?? clause.Detail<Measure>(Slots.Size);
        return scale is { Unit: not Unit.Percent } or { Value: <= 0 or > 100 }
            ? Complaints.Range(clause.Source, 1, 100, "%")
            : new PlaceOver(clause.Detail<Place>(Slots.Place)?.Anchor ?? Anchor.Center, scale?.Value ?? 30);
    }

    /// <summary>The second picture without a verb: a side alone puts it beside the first, everything else over it.</summary>
    public static Built Second(Clause clause) => clause.Detail<Place>(Slots.Place)?.Anchor switch
    {
        Anchor.Left or Anchor.Right or Anchor.Top or Anchor.Bottom when !clause.Has(Slots.OnTop) && !clause.Has(Slots.Percent) && !clause.Has(Slots.Size)
            => Beside(clause),
        null when !clause.Has(Slots.OnTop) && !clause.Has(Slots.Percent) && !clause.Has(Slots.Size) => Complaints.Needs(
            clause.Source, "put the second image to the right', 'the second image on top' or 'blend with the second image", "把第二张图放在右边、叠加第二张图"),
        _ => Over(clause),
    };

    public static Built Background(Clause clause) => clause.Detail<Colour>(Slots.Colour)?.Value switch
    {
        null => Complaints.Needs(clause.Source, "white background", "白色背景"),
        { IsOpaque: false } => Complaints.TransparentBackground,
        { } colour => new FillBackground(colour),
    };

    public static Built Canvas(Clause clause)
    {
        var (width, height) = GeometryBuilder.Extent(clause)
            ?? (GeometryBuilder.Side(clause, Slots.Width) ?? 0, GeometryBuilder.Side(clause, Slots.Height) ?? 0);
        return width == 0 || height == 0
            ? Complaints.Needs(clause.Source, "a 1200x800 blue canvas", "一张1200x800的蓝色画布")
            : clause.Has(Slots.Extent) && (clause.Has(Slots.Width) || clause.Has(Slots.Height)) ? Complaints.Contradicts(clause.Source)
            : new MakeCanvas(width, height, ColourOf(clause));
    }

    private static Rgba ColourOf(Clause clause) => clause.Detail<Colour>(Slots.Colour)?.Value ?? Rgba.White;

    private static Built Write(Clause clause, Anchor usualPlace, Length? usualSize, double usualOpacity)
    {
        if (clause.Detail<Quote>(Slots.Quote) is not { Text: var text } || string.IsNullOrWhiteSpace(text))
        {
            return Complaints.Needs(clause.Source, "add the text 'Hello' at the bottom", "在底部加上文字“你好”");
        }

        if ((clause.Has(Slots.Size) && clause.Has(Slots.Pixels)) || (clause.Has(Slots.Place) && clause.Has(Slots.OnTop)))
        {
            return Complaints.Contradicts(clause.Source);
        }

        var measure = clause.Detail<Measure>(Slots.Size) ?? clause.Detail<Measure>(Slots.Pixels);
        var size = measure is null ? usualSize : new Length(measure.Value, measure.Unit == Unit.Percent);
        var opacity = clause.Detail<Measure>(Slots.Opacity) switch
        {
            null => usualOpacity,
            { Part: Part.Transparency, Value: var clear } => 100 - clear,
            { Value: var solid } => solid,
        };
        return size is { } height && (height.Value <= 0 || height.Value > (height.IsPercent ? 100 : 5000))
            ? Complaints.Range(clause.Source, 1, height.IsPercent ? 100 : 5000, height.IsPercent ? "%" : " px")
            : opacity is <= 0 or > 100 ? Complaints.Range(clause.Source, 1, 100, "%")
            : new WriteText(text, clause.Detail<Place>(Slots.Place)?.Anchor ?? usualPlace, ColourOf(clause), size, opacity);
    }
}
