namespace NanoBanana.Imaging.Editing;

/// <summary>
/// Light, colour and detail by exact amounts, all in one step; the formulas are in docs/imaging.md, and the web app's preview follows
/// them, too.
/// Percentages: −100 to 100, the last three 0 to 100; 0 changes nothing.
/// </summary>
internal sealed record Develop : EditStep
{
    /// <summary>The curve from black to white; neither end moves.</summary>
    public double Light { get; init; }

    /// <summary>An S around the middle.</summary>
    public double Contrast { get; init; }

    public double Highlights { get; init; }

    public double Shadows { get; init; }

    /// <summary>White balance from blue to yellow.</summary>
    public double Warmth { get; init; }

    /// <summary>White balance from green to magenta.</summary>
    public double Tint { get; init; }

    public double Saturation { get; init; }

    /// <summary>Saturation, most where there is little of it, and less in skin.</summary>
    public double Vibrance { get; init; }

    public double Sharpness { get; init; }

    /// <summary>What of their light the corners lose.</summary>
    public double Vignette { get; init; }

    public double Grain { get; init; }

    /// <summary>Every amount × the factor, within its limits.</summary>
    public Develop Scale(double factor)
    {
        double Of(double percent) => Math.Clamp(Math.Round(percent * factor), -100, 100);
        return new()
        {
            Light = Of(Light),
            Contrast = Of(Contrast),
            Highlights = Of(Highlights),
            Shadows = Of(Shadows),
            Warmth = Of(Warmth),
            Tint = Of(Tint),
            Saturation = Of(Saturation),
            Vibrance = Of(Vibrance),
            Sharpness = Of(Sharpness),
            Vignette = Of(Vignette),
            Grain = Of(Grain),
        };
    }
}
