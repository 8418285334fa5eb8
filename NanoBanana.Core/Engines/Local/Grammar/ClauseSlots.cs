using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Which details each operation may have.</summary>
internal static class ClauseSlots
{
    private const Slots Lettering = Slots.Quote | Slots.Place | Slots.OnTop | Slots.Colour | Slots.Size | Slots.Pixels | Slots.Opacity
        | Slots.Bold | Slots.Outline | Slots.Shadowed | Slots.Big | Slots.Spot | Slots.Font;

    public static Slots Of(Subject subject) => ActsOf(subject) | subject switch
    {
        Subject.Crop => Slots.Ratio | Slots.Extent | Slots.Square | Slots.Percent | Slots.Place | Slots.Spot | Slots.Kind
            | Slots.Degree,
        Subject.CropOff => Slots.Where | Slots.Place | Slots.OnTop | Slots.Percent | Slots.Pixels | Slots.Number | Slots.Degree
            | Slots.Direction | Slots.Axis,
        Subject.CropToSubject or Subject.CropToFaces => Slots.Where | Slots.Degree | Slots.Extent | Slots.Square | Slots.Ratio,
        Subject.Restore => Slots.Where | Slots.Degree,
        Subject.CleanPage or Subject.Whiten => Slots.Degree,
        Subject.Trim => Slots.Where | Slots.Colour | Slots.Act,
        Subject.Anonymise => Slots.Where,
        Subject.Level => Slots.Degree,
        Subject.CropToCircle => Slots.Kind | Slots.Extent,
        Subject.Resize => Slots.Extent | Slots.Percent | Slots.Times | Slots.Width | Slots.Height | Slots.Degree | Slots.Pixels
            | Slots.Number,
        Subject.Upscale => Slots.Extent | Slots.Percent | Slots.Times | Slots.Degree | Slots.Direction,
        Subject.Fit => Slots.Extent | Slots.Ratio | Slots.Square | Slots.Whole | Slots.Colour | Slots.Fill | Slots.Where,
        Subject.Stretch => Slots.Extent,
        Subject.Rotate => Slots.Angle | Slots.Number | Slots.Place | Slots.Spin | Slots.Degree,
        Subject.Straighten => Slots.Angle | Slots.Number | Slots.Place | Slots.Spin | Slots.Degree,
        Subject.Flip => Slots.Axis | Slots.Degree,
        Subject.Extend or Subject.Pad => Slots.Percent | Slots.Pixels | Slots.Number | Slots.Place | Slots.Where | Slots.Colour | Slots.Fill
            | Slots.Ratio | Slots.Square | Slots.Whole | Slots.Degree | Slots.Direction | Slots.Axis | Slots.OnTop,
        Subject.Brightness or Subject.Contrast or Subject.Saturation or Subject.Vibrance or Subject.Warmth or Subject.Tint
            or Subject.Highlights or Subject.Shadows or Subject.Clarity or Subject.Fade => Slots.Strength | Slots.Region,
        Subject.Develop => Slots.Region,
        Subject.Hue => Slots.Angle | Slots.Number | Slots.Direction | Slots.Region,
        Subject.Exposure => Slots.Stops | Slots.Number | Slots.Degree | Slots.Direction | Slots.Region,
        Subject.Grayscale => Slots.Region | Slots.Colour | Slots.Degree,
        Subject.Sepia or Subject.Enhance or Subject.Fix or Subject.Denoise or Subject.Dehaze or Subject.SmoothSkin or Subject.Haze
            or Subject.Vignette
            or Subject.Sharpen or Subject.Grain => Slots.Strength | Slots.Region,
        Subject.Invert or Subject.FixColours or Subject.FixLight => Slots.Region | Slots.Degree | Slots.Direction,
        Subject.Look => Slots.Strength | Slots.Region | Slots.Colour | Slots.OtherColour,
        Subject.TintWith => Slots.Strength | Slots.Region | Slots.Colour,
        Subject.ReplaceColour => Slots.Colour | Slots.OtherColour | Slots.Where | Slots.Second,
        Subject.KeepColour => Slots.Colour | Slots.Where | Slots.Inverted,
        Subject.Blur or Subject.Pixelate => Slots.Pixels | Slots.Strength | Slots.Region,
        Subject.Polaroid => Slots.Colour | Slots.Degree,
        Subject.Rounded => Slots.Pixels | Slots.Number | Slots.Percent | Slots.Degree | Slots.Direction,
        Subject.DropShadow => Slots.Percent | Slots.Degree | Slots.Direction,
        Subject.Border => Slots.Pixels | Slots.Number | Slots.Percent | Slots.Width | Slots.Colour | Slots.Degree | Slots.Bold | Slots.Big,
        Subject.Text or Subject.Watermark => Lettering | Slots.Where,
        Subject.Shape =>
            Slots.Kind | Slots.Place | Slots.Colour | Slots.Size | Slots.Percent | Slots.Big | Slots.Bold | Slots.Degree | Slots.OnTop
            | Slots.Where,
        Subject.Blend => Slots.Second | Slots.Percent | Slots.Opacity,
        Subject.Beside => Slots.Second | Slots.Place | Slots.Gap | Slots.Pixels | Slots.Axis,
        Subject.Collage => Slots.Second | Slots.Layout | Slots.Gap | Slots.Pixels | Slots.Colour | Slots.Axis,
        Subject.Over or Subject.Second => Slots.Second | Slots.Place | Slots.OnTop | Slots.Percent | Slots.Size | Slots.Big | Slots.Opacity,
        Subject.Background => Slots.Colour | Slots.Second | Slots.Where | Slots.Fill | Slots.Extent,
        Subject.CutOut => Slots.Where | Slots.Colour | Slots.Inverted,
        Subject.Backfill => Slots.Colour,
        Subject.BlurBackground => Slots.Strength | Slots.Where,
        Subject.Canvas => Slots.Extent | Slots.Colour | Slots.Width | Slots.Height | Slots.Square | Slots.Where,
        Subject.Remove => Slots.Where | Slots.Place | Slots.Colour | Slots.Second,
        Subject.Keep or Subject.Subject or Subject.Faces => Slots.Where,
        Subject.Encode => Slots.Kind | Slots.Bytes,
        Subject.LimitBytes => Slots.Bytes | Slots.Kind | Slots.Percent | Slots.Degree | Slots.Number,
        _ => Slots.None,
    };

    public static bool Fits(Subject subject, Token token) => (subject, token) switch
    {
        (Subject.Rotate or Subject.Straighten or Subject.Beside, Place { Anchor: var to }) =>
            to is Anchor.Left or Anchor.Right || (subject == Subject.Beside && to is Anchor.Top or Anchor.Bottom),
        (Subject.Extend or Subject.Pad, Place { Anchor: var to }) => to is Anchor.Left or Anchor.Right or Anchor.Top or Anchor.Bottom,
        (Subject.Extend or Subject.Pad, { Slot: Slots.Where }) => token is Noun { Kind: NounKind.Background or NounKind.Edges } or PartOf,
        (Subject.Fit, { Slot: Slots.Where }) => token is Noun { Kind: NounKind.Edges },
        (Subject.Crop, { Slot: Slots.Kind }) => token is ShapeName,
        (Subject.CropToCircle, { Slot: Slots.Kind }) => token is ShapeName { Kind: ShapeKind.Circle },
        (Subject.Shape, { Slot: Slots.Kind }) => token is ShapeName,
        (Subject.Encode or Subject.LimitBytes, { Slot: Slots.Kind }) => token is FormatName,
        (Subject.CutOut, { Slot: Slots.Where }) => token is Noun { Kind: NounKind.Background or NounKind.Subject },
        (Subject.BlurBackground or Subject.Background, { Slot: Slots.Where }) => token is Noun { Kind: NounKind.Background },
        _ => true,
    };

    /// <summary>What can be taken away, or kept.</summary>
    private static Slots ActsOf(Subject subject) => subject is Subject.Text or Subject.Watermark or Subject.Grain or Subject.Haze
        or Subject.Shadows
        or Subject.Highlights or Subject.Blur or Subject.Remove or Subject.Keep or Subject.Grayscale or Subject.Saturation or Subject.Warmth
        or Subject.KeepColour or Subject.CutOut or Subject.Brightness or Subject.Denoise or Subject.Tint or Subject.SmoothSkin
        or Subject.Look
        or Subject.Pixelate or Subject.Vignette or Subject.Border or Subject.DropShadow or Subject.Background or Subject.Shape
        or Subject.Clarity
        or Subject.Contrast or Subject.FixColours or Subject.Over or Subject.CropOff
        ? Slots.Act
        : Slots.None;
}
