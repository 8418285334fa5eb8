namespace NanoBanana.Core.Imaging.Editing;

internal enum Tone
{
    Grayscale,
    Sepia,
    Invert,
}

internal sealed record Recolour(Tone Tone) : EditStep;

/// <summary>What a percentage can be added to or taken from.</summary>
internal enum Quality
{
    /// <summary>Every channel × (1 + p).</summary>
    Brightness,

    /// <summary>The distance of every channel from the middle × (1 + p).</summary>
    Contrast,

    /// <summary>The distance of every colour from its grey × (1 + p).</summary>
    Saturation,

    /// <summary>Red × (1 + 0.3 p), blue × (1 − 0.3 p).</summary>
    Warmth,
}

internal sealed record Adjust(Quality Quality, double Percent) : EditStep;

/// <summary>Twice the light for every stop.</summary>
internal sealed record Expose(double Stops) : EditStep;

internal sealed record ShiftHue(double Degrees) : EditStep;
