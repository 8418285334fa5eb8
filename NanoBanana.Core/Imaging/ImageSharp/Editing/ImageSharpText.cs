using NanoBanana.Core.Imaging.Editing;
using SixLabors.Fonts;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Drawing.Processing;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace NanoBanana.Core.Imaging.ImageSharp.Editing;

/// <summary>Words on a picture, set by SixLabors.Fonts with the fonts of the machine; a letter that none has shows as a box.</summary>
internal static class ImageSharpText
{
    private const double UsualSize = 8;
    private const float LeastSize = 8;

    private static readonly string[] Preferred =
        ["DejaVu Sans", "Noto Sans", "Arial", "Helvetica", "WenQuanYi Micro Hei", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Droid Sans Fallback"];

    public static void Write(Image<Rgba32> image, WriteText text)
    {
        var families = Families();
        var margin = Layout.TextMargin(image.Width, image.Height);
        var (roomAcross, roomDown) = (image.Width - (2 * margin), image.Height - (2 * margin));
        var size = (float)Math.Max(1, (text.Size ?? Length.Percent(UsualSize)).In(image.Width, image.Height));
        var (options, bounds) = Measure(text.Text, families, size, roomAcross);
        // Without a size of its own a long text becomes smaller until it fits.
        while (text.Size is null && size > LeastSize && !Fits(bounds))
        {
            size = Math.Max(LeastSize, size * 0.8f);
            (options, bounds) = Measure(text.Text, families, size, roomAcross);
        }

        if (!Fits(bounds))
        {
            throw new EditRefusedException("The text does not fit on the picture: choose a smaller size or fewer words.");
        }

        var box = Layout.Anchored(((int)Math.Ceiling(bounds.Width), (int)Math.Ceiling(bounds.Height)), text.Place, image.Width, image.Height, margin);
        options.Origin = new PointF(box.X - bounds.X, box.Y - bounds.Y);
        var alpha = (byte)Math.Round(text.Colour.A * text.Opacity / 100);
        image.Mutate(context => context.DrawText(options, text.Text, Color.FromRgba(text.Colour.R, text.Colour.G, text.Colour.B, alpha)));

        bool Fits(FontRectangle drawn) => drawn.Width <= roomAcross && drawn.Height <= roomDown;
    }

    private static (RichTextOptions Options, FontRectangle Bounds) Measure(string text, List<FontFamily> families, float size, int room)
    {
        var options = new RichTextOptions(families[0].CreateFont(size)) { WrappingLength = room, FallbackFontFamilies = [.. families.Skip(1)] };
        return (options, TextMeasurer.MeasureBounds(text, options));
    }

    private static List<FontFamily> Families()
    {
        var families = new List<FontFamily>();
        foreach (var name in Preferred)
        {
            if (SystemFonts.TryGet(name, out var family))
            {
                families.Add(family);
            }
        }

        if (families.Count == 0)
        {
            families.AddRange(SystemFonts.Families.Take(1));
        }

        return families.Count > 0 ? families : throw new EditRefusedException(
            "No font is installed where pictures are edited, so no text can be drawn. Debian: apt-get install fonts-wqy-microhei.");
    }
}
