namespace NanoBanana.Imaging.Editing;

/// <summary>Words on the picture, wrapped to its width.</summary>
/// <param name="Size">The height of the letters' box; without one, what suits the picture and lets the text fit.</param>
/// <param name="Opacity">Percent.</param>
internal sealed record WriteText(string Text, Anchor Place, Rgba Colour, Length? Size, double Opacity) : EditStep
{
    /// <summary>Where the letters begin, in pixels from the top left, in place of <c>Place</c>; what would stand out is moved
    /// inside.</summary>
    public (int X, int Y)? At { get; init; }

    public TextFont Font { get; init; }

    public bool IsBold { get; init; }

    /// <summary>The colour of a line around the letters; none without one.</summary>
    public Rgba? Outline { get; init; }

    /// <summary>A soft dark shadow to the lower right.</summary>
    public bool HasShadow { get; init; }
}

/// <summary>A kind of letters; the machine's fonts decide which they are.</summary>
internal enum TextFont
{
    Sans,
    Serif,
    Mono,
}
