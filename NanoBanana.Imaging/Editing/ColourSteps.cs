namespace NanoBanana.Imaging.Editing;

internal enum Tone
{
    Grayscale,
    Sepia,
    Invert,
}

internal sealed record Recolour(Tone Tone, double Percent = 100) : EditStep;

/// <summary>What a percentage can be added to or taken from.</summary>
internal enum Quality
{
    /// <summary>A curve from black to white that clips neither; see <see cref="ToneCurve"/>.</summary>
    Brightness,

    /// <summary>The distance of every channel from the middle × (1 + p).</summary>
    Contrast,

    /// <summary>The distance of every colour from its grey × (1 + p).</summary>
    Saturation,

    /// <summary>Red × (1 + 0.3 p), blue × (1 − 0.3 p).</summary>
    Warmth,

    /// <summary>Red and blue × (1 + 0.15 p), green × (1 − 0.15 p): from green to magenta.</summary>
    Tint,

    /// <summary>The light of bright areas; their detail stays.</summary>
    Highlights,

    /// <summary>The light of dark areas; their detail stays.</summary>
    Shadows,

    /// <summary>Saturation, most where there is little of it.</summary>
    Vibrance,

    /// <summary>Contrast between neighbouring areas, not across edges.</summary>
    Clarity,

    /// <summary>Black becomes grey, and colours pale.</summary>
    Fade,
}

internal sealed record Adjust(Quality Quality, double Percent) : EditStep;

/// <summary>Twice the light for every stop.</summary>
internal sealed record Expose(double Stops) : EditStep;

internal sealed record ShiftHue(double Degrees) : EditStep;

/// <summary>White balance, light, contrast and saturation; little changes in a picture that is good already.</summary>
/// <param name="Percent">0–100: how much of it.</param>
internal sealed record Enhance(double Percent) : EditStep;

/// <summary>White balance: takes out a cast of colour.</summary>
internal sealed record FixColours : EditStep;

/// <summary>Spreads the light from black to white and lifts what lies in the dark.</summary>
internal sealed record FixLight : EditStep;

/// <summary>One hue for all; the light stays.</summary>
/// <param name="Percent">0–100: how much of it.</param>
internal sealed record TintWith(Rgba Colour, double Percent) : EditStep;

/// <summary>What has about the first colour takes the hue of the second; light and shadow stay.</summary>
internal sealed record ReplaceColour(Rgba From, Rgba To) : EditStep;

/// <summary>What has about that colour keeps it; the rest becomes grey.</summary>
internal sealed record KeepColour(Rgba Colour) : EditStep;
