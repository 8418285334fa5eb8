using System.Net;
using NanoBanana.Core.Imaging.Editing;
using NetVips;

namespace NanoBanana.Core.Imaging.LibVips.Editing;

/// <summary>Words on a picture, set by Pango with the fonts of the machine.</summary>
internal static class VipsText
{
    // At this resolution a point is a pixel.
    private const int Dpi = 72;
    private const double UsualSize = 8;
    private const int LeastSize = 8;
    private const string DoesNotFit = "The text does not fit on the picture: choose a smaller size or fewer words.";

    public static Image Write(VipsWork work, VipsLayers layers, Image image, WriteText text)
    {
        VipsGlyphs.Require(text.Text);
        var (width, height) = (image.Width, image.Height);
        var margin = Layout.TextMargin(width, height);
        var (roomAcross, roomDown) = (width - (2 * margin), height - (2 * margin));
        var size = (int)Math.Max(1, Math.Round((text.Size ?? Length.Percent(UsualSize)).In(width, height)));
        var mask = work.Keep(Draw(text.Text, size, roomAcross));
        // Without a size of its own a long text becomes smaller until it fits.
        while (text.Size is null && size > LeastSize && !Fits(mask))
        {
            size = Math.Max(LeastSize, size * 4 / 5);
            mask = work.Keep(Draw(text.Text, size, roomAcross));
        }

        if (!Fits(mask))
        {
            throw new EditRefusedException(DoesNotFit);
        }

        var box = Layout.Anchored((mask.Width, mask.Height), text.Place, width, height, margin);
        var colour = work.Plain(mask.Width, mask.Height, [text.Colour.R, text.Colour.G, text.Colour.B]);
        return layers.Over(image, work.Join(colour, mask), box.X, box.Y, text.Opacity * text.Colour.A / 255);

        bool Fits(Image set) => set.Width <= roomAcross && set.Height <= roomDown;
    }

    /// <summary>One band: how much of each pixel the letters cover.</summary>
    /// <param name="width">Where lines are broken, in pixels.</param>
    /// <exception cref="EditRefusedException">A line is longer than can be drawn at all.</exception>
    public static Image Draw(string text, int size, int width)
    {
        try
        {
            using var lazy = Image.Text(
                WebUtility.HtmlEncode(text), font: $"sans {size}", width: Math.Max(1, width), align: Enums.Align.Centre, dpi: Dpi);
            return lazy.CopyMemory();
        }
        catch (VipsException tooLong)
        {
            throw new EditRefusedException(DoesNotFit, innerException: tooLong);
        }
    }
}
