namespace NanoBanana.Imaging.Editing;

internal enum ShapeKind
{
    Rectangle,
    Circle,
    Heart,
    Star,

    /// <summary>Points to the right unless it is turned.</summary>
    Arrow,
    Line,
}

/// <summary>A shape on the picture.</summary>
/// <param name="Place">Where it lies unless <see cref="Ends"/> says it exactly.</param>
internal sealed record DrawShape(ShapeKind Kind, Anchor Place, Rgba Colour) : EditStep
{
    /// <summary>Of its longer side.</summary>
    public Length Size { get; init; } = Length.Percent(30);

    /// <summary>Of its outline; without one it is filled. An arrow and a line are always drawn as strokes.</summary>
    public Length? Stroke { get; init; }

    /// <summary>Clockwise.</summary>
    public double Degrees { get; init; }

    /// <summary>Two corners of its box, or where an arrow or a line begins and ends.</summary>
    public ShapeEnds? Ends { get; init; }
}

/// <summary>Two points in pixels from the top left.</summary>
internal readonly record struct ShapeEnds(double FromX, double FromY, double ToX, double ToY);
