namespace NanoBanana.Core.Imaging.Editing;

/// <summary>Every pixel moves away from the mean of its neighbourhood.</summary>
internal sealed record Sharpen(double Percent) : EditStep;

/// <summary>Gaussian; the radius is its standard deviation.</summary>
internal sealed record Blur(Length Radius) : EditStep;

/// <summary>Squares of their mean colour.</summary>
internal sealed record Pixelate(Length Block) : EditStep;

/// <summary>The corners lose that percentage of their light.</summary>
internal sealed record Vignette(double Percent) : EditStep;
