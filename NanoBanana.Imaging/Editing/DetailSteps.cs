namespace NanoBanana.Imaging.Editing;

/// <summary>Every pixel moves away from the mean of its neighbourhood.</summary>
internal sealed record Sharpen(double Percent) : EditStep;

/// <summary>Gaussian; the radius is its standard deviation.</summary>
internal sealed record Blur(Length Radius) : EditStep;

/// <summary>Squares of their mean colour.</summary>
internal sealed record Pixelate(Length Block) : EditStep;

/// <summary>The corners lose that percentage of their light.</summary>
internal sealed record Vignette(double Percent) : EditStep;

/// <summary>Takes out noise and keeps edges.</summary>
/// <param name="Percent">0–100.</param>
internal sealed record Denoise(double Percent) : EditStep;

/// <summary>Takes out haze: the light that air adds with the distance.</summary>
/// <param name="Percent">0–100.</param>
internal sealed record Dehaze(double Percent) : EditStep;

/// <summary>Smooths what has the colour of skin; eyes, hair and edges stay sharp.</summary>
/// <param name="Percent">0–100.</param>
internal sealed record SmoothSkin(double Percent) : EditStep;

/// <summary>A photographed page as a scanner would show it: white paper without shadows, dark writing.</summary>
internal sealed record CleanPage : EditStep;

/// <summary>Fills what the mask marks from its surroundings.</summary>
internal sealed record RemoveMasked : EditStep
{
    public override bool NeedsMask => true;
}
