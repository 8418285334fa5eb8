namespace NanoBanana.Core.Imaging.Editing;

/// <summary>How many passes over the picture a step takes, measured at 12 megapixels against a change of colours; see
/// docs/imaging.md.</summary>
internal static class StepWeight
{
    public static double Of(EditStep step) => step switch
    {
        Adjust { Quality: Quality.Highlights or Quality.Shadows or Quality.Clarity } => 6,
        Adjust { Quality: Quality.Vibrance } or TintWith or ReplaceColour or KeepColour => 3,
        Enhance => 12,
        FixLight => 7,
        Upscale => 6,
        Level or DropShadow or DrawShape or Extend { Fill: Fill.Blur } or PadToRatio { Fill: Fill.Blur } => 3,
        LimitBytes => 12,
        _ => 1,
    };

    public static double Of(LookKind kind) => kind switch
    {
        LookKind.Posterize or LookKind.Solarize or LookKind.Threshold => 2,
        LookKind.Duotone or LookKind.Emboss => 4,
        LookKind.PencilSketch or LookKind.ColouredPencil => 30,
        LookKind.Halftone => 20,
        _ => 12,
    };
}
