using System.Net;
using NanoBanana.Imaging.Editing;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Words on a picture, set by Pango with the fonts of the machine.</summary>
internal static class VipsText
{
    // At this resolution a point is a pixel.
    private const int Dpi = 72;
    private const double UsualSize = 8;
    private const int LeastSize = 8;
    private const string DoesNotFit = "The text does not fit on the picture: choose a smaller size or fewer words.";
    private const string DoesNotFitChinese = "图片上放不下这些文字：请用小一点的字号或少几个字。";

    public static Image Write(VipsWork work, VipsLayers layers, Image image, WriteText text)
    {
        VipsGlyphs.Require(text.Text);
        var (width, height) = (image.Width, image.Height);
        // What was placed by hand may stand as near to an edge as the hand wished.
        var margin = text.At is null ? Layout.TextMargin(width, height) : 0;
        var (roomAcross, roomDown) = (width - (2 * margin), height - (2 * margin));
        var size = (int)Math.Max(1, Math.Round((text.Size ?? Length.Percent(UsualSize)).In(width, height)));
        var mask = work.Keep(Draw(text.Text, FontOf(text, size), roomAcross));
        // Without a size of its own a long text becomes smaller until it fits.
        while (text.Size is null && size > LeastSize && !Fits(mask))
        {
            size = Math.Max(LeastSize, size * 4 / 5);
            mask = work.Keep(Draw(text.Text, FontOf(text, size), roomAcross));
        }

        if (!Fits(mask))
        {
            throw new EditRefusedException(DoesNotFit, DoesNotFitChinese);
        }

        var box = text.At is var (x, y)
            ? new Box(Math.Min(x, width - mask.Width), Math.Min(y, height - mask.Height), mask.Width, mask.Height)
            : Layout.Anchored((mask.Width, mask.Height), text.Place, width, height, margin);
        var opacity = text.Opacity * text.Colour.A / 255;
        if (text.HasShadow)
        {
            image = layers.Stamp(image, VipsLetters.Shadow(work, mask, size), box, VipsLetters.ShadowColour, opacity);
        }

        if (text.Outline is { } outline)
        {
            image = layers.Stamp(image, VipsLetters.Outline(work, mask, size), box, outline, opacity);
        }

        return layers.Stamp(image, new(mask, 0, 0), box, text.Colour, opacity);

        bool Fits(Image set) => set.Width <= roomAcross && set.Height <= roomDown;
    }

    public static string FontOf(WriteText text, int size)
    {
        var family = text.Font switch
        {
            TextFont.Serif => "serif",
            TextFont.Mono => "monospace",
            _ => "sans",
        };
        return text.IsBold ? $"{family} bold {size}" : $"{family} {size}";
    }

    /// <summary>One band: how much of each pixel the letters cover.</summary>
    /// <param name="font">As Pango names it: the family, the weight and the size.</param>
    /// <param name="width">Where lines are broken, in pixels.</param>
    /// <exception cref="EditRefusedException">A line is longer than can be drawn at all.</exception>
    public static Image Draw(string text, string font, int width)
    {
        try
        {
            using var lazy = Image.Text(
                WebUtility.HtmlEncode(text), font: font, width: Math.Max(1, width), align: Enums.Align.Centre, dpi: Dpi);
            return lazy.CopyMemory();
        }
        catch (VipsException tooLong)
        {
            throw new EditRefusedException(DoesNotFit, DoesNotFitChinese, tooLong);
        }
    }
}
