namespace NanoBanana.Imaging.Compositing;

/// <summary>Where the pixels of an answer belong in the source.</summary>
internal sealed record Placement(AxisPlacement X, AxisPlacement Y)
{
    /// <summary>The whole answer over the whole source.</summary>
    public static Placement Stretched(int width, int height, int answerWidth, int answerHeight) => new(
        new((double)answerWidth / width, 0), new((double)answerHeight / height, 0));

    /// <summary>Proportions kept, centres together; the answer reaches beyond the source, or leaves some of it uncovered.</summary>
    public static Placement Centred(int width, int height, int answerWidth, int answerHeight, bool covering)
    {
        var (across, down) = ((double)answerWidth / width, (double)answerHeight / height);
        var scale = covering ? Math.Min(across, down) : Math.Max(across, down);
        return new(new(scale, (answerWidth - (scale * width)) / 2), new(scale, (answerHeight - (scale * height)) / 2));
    }
}

/// <summary>One axis: the place in the answer is the place in the source × scale + offset; pixels begin at whole numbers.</summary>
internal readonly record struct AxisPlacement(double Scale, double Offset)
{
    // An answer that misses half a pixel at its edge still covers it.
    private const double Slack = 0.5;

    public bool IsIdentity => Scale == 1 && Offset == 0;

    public double this[double source] => (source * Scale) + Offset;

    /// <summary>The answer shows everything moved and grown: what was at u is found at centre + (u - centre) × zoom + shift.</summary>
    public AxisPlacement Moved(double centre, double zoom, double shift) =>
        new(Scale * zoom, Offset + (Scale * (centre - (centre * zoom) + shift)));

    /// <summary>The same between two registration images that are smaller by these factors.</summary>
    public AxisPlacement Between(int sourceFactor, int answerFactor) => new(Scale * sourceFactor / answerFactor, Offset / answerFactor);

    /// <summary>The pixels of the source whose centre the answer shows.</summary>
    public (int First, int End) Covered(int source, int answer)
    {
        var first = (int)Math.Ceiling(((-Slack * Math.Max(1, Scale)) - Offset) / Scale);
        var end = (int)Math.Floor((answer + (Slack * Math.Max(1, Scale)) - Offset) / Scale);
        first = Math.Clamp(first, 0, source);
        return (first, Math.Clamp(end, first, source));
    }
}
