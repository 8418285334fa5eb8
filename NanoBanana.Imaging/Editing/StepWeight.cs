using NanoBanana.Imaging.Editing.Painting;

namespace NanoBanana.Imaging.Editing;

/// <summary>What steps cost besides the geometry of a picture: measured CPU time, at 4.4 ms a megapixel pass; see
/// docs/imaging.md.</summary>
internal static class StepWeight
{
    // Of the model, at the one size that it looks at.
    private const double Subject = 1100;
    private const double Filling = 900;
    private const double Painting = 900;

    /// <returns>Passes over the picture.</returns>
    public static double Passes(EditStep step) => step switch
    {
        Look look => Passes(look.Kind),
        Adjust { Quality: Quality.Highlights or Quality.Shadows or Quality.Clarity } => 15,
        Adjust { Quality: Quality.Vibrance } or TintWith or ReplaceColour or KeepColour => 5,
        Enhance => 33,
        Develop => 12,
        FixColours => 2,
        FixLight or Dehaze or CleanPage => 16,
        SmoothSkin => 23,
        Denoise => 90,
        Upscale => 33,
        LimitBytes => 20,
        SetBackground or PlaceSubject => 25,
        CropToFaces => 15,
        DropShadow or Extend { Fill: Fill.Blur } or PadToRatio { Fill: Fill.Blur } => 8,
        Level or DrawShape or CropToSubject or RemoveMasked or TrimBorder => 3,
        _ => 1,
    };

    /// <summary>What finding a part of the picture costs.</summary>
    public static double Passes(Region region) => region is Region.Subject or Region.Faces ? 15 : region is Region.Marked ? 0 : 3;

    /// <returns>Megapixel passes that do not grow with the picture.</returns>
    public static double Once(EditStep step, PixelSize size) => step switch
    {
        SetBackground or PlaceSubject or CropToSubject => Subject,
        RemoveMasked => Filling,
        Look { Kind: LookKind.OilPainting or LookKind.Watercolour or LookKind.Cartoon or LookKind.Poster } =>
            // Strokes grow with the picture, up to the size that is painted at.
            Painting * Math.Pow(Math.Min(1, size.Megapixels * 1e6 / Painter.MostPixels), 2),
        Within { Where: var where, Step: var inner } => (where is Region.Subject ? Subject : 0) + Once(inner, size),
        _ => 0,
    };

    private static double Passes(LookKind kind) => kind switch
    {
        LookKind.PencilSketch or LookKind.ColouredPencil => 50,
        LookKind.Noir or LookKind.Dramatic => 33,
        LookKind.Vintage or LookKind.Halftone or LookKind.Hdr => 20,
        LookKind.Film => 15,
        LookKind.Posterize or LookKind.Solarize or LookKind.Threshold => 2,
        _ => 10,
    };
}
