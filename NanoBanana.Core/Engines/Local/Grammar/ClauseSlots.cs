using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Which details each operation may have.</summary>
internal static class ClauseSlots
{
    public static Slots Of(Subject subject) => subject switch
    {
        Subject.Crop => Slots.Ratio | Slots.Extent | Slots.Square | Slots.Percent | Slots.Place,
        Subject.Resize => Slots.Extent | Slots.Percent | Slots.Times | Slots.Width | Slots.Height,
        Subject.Fit or Subject.Stretch => Slots.Extent,
        Subject.Rotate => Slots.Angle | Slots.Number | Slots.Place | Slots.Spin,
        Subject.Straighten => Slots.Angle | Slots.Number | Slots.Place | Slots.Spin,
        Subject.Flip => Slots.Axis,
        Subject.Brightness or Subject.Contrast or Subject.Saturation or Subject.Warmth =>
            Slots.Percent | Slots.Number | Slots.Degree | Slots.Direction,
        Subject.Hue => Slots.Angle | Slots.Number,
        Subject.Exposure => Slots.Stops | Slots.Number | Slots.Degree | Slots.Direction,
        Subject.Sharpen => Slots.Percent | Slots.Degree,
        Subject.Blur or Subject.Pixelate or Subject.Rounded => Slots.Pixels | Slots.Number | Slots.Percent | Slots.Degree,
        Subject.Vignette => Slots.Percent | Slots.Degree,
        Subject.Border => Slots.Pixels | Slots.Number | Slots.Percent | Slots.Width | Slots.Colour,
        Subject.Text => Slots.Quote | Slots.Place | Slots.OnTop | Slots.Colour | Slots.Size | Slots.Pixels | Slots.Opacity,
        Subject.Watermark => Slots.Quote | Slots.Place | Slots.Colour | Slots.Size | Slots.Pixels | Slots.Opacity,
        Subject.Blend => Slots.Second | Slots.Percent | Slots.Opacity,
        Subject.Beside => Slots.Second | Slots.Place,
        Subject.Over or Subject.Second => Slots.Second | Slots.Place | Slots.OnTop | Slots.Percent | Slots.Size,
        Subject.Background => Slots.Colour,
        Subject.Canvas => Slots.Extent | Slots.Colour | Slots.Width | Slots.Height,
        _ => Slots.None,
    };

    public static bool Fits(Subject subject, Token token) => (subject, token) switch
    {
        (Subject.Rotate or Subject.Straighten or Subject.Beside, Place { Anchor: var to }) =>
            to is Anchor.Left or Anchor.Right || (subject == Subject.Beside && to is Anchor.Top or Anchor.Bottom),
        _ => true,
    };
}
