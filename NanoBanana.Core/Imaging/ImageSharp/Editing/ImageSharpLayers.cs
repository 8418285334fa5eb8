using NanoBanana.Core.Imaging.Editing;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace NanoBanana.Core.Imaging.ImageSharp.Editing;

/// <summary>What is put around, behind, beside or over a picture.</summary>
internal sealed class ImageSharpLayers(EditLimits limits)
{
    public Image<Rgba32> Border(Image<Rgba32> image, AddBorder border)
    {
        var by = border.Width.WholeIn(image.Width, image.Height);
        limits.Check(image.Width + (2L * by), image.Height + (2L * by));
        var framed = new Image<Rgba32>(image.Width + (2 * by), image.Height + (2 * by), Pixel(border.Colour));
        Copy(image, framed, by, by);
        return framed;
    }

    public Image<Rgba32> Beside(Image<Rgba32> image, Image<Rgba32> second, Anchor side)
    {
        var across = side is Anchor.Left or Anchor.Right;
        var (width, height) = across
            ? Layout.Resize(new ResizeToHeight(image.Height), second.Width, second.Height)
            : Layout.Resize(new ResizeToWidth(image.Width), second.Width, second.Height);
        var (fullWidth, fullHeight) = across ? ((long)image.Width + width, (long)image.Height) : (image.Width, (long)image.Height + height);
        limits.Check(fullWidth, fullHeight);
        using var scaled = second.Clone(context => context.Resize(width, height, KnownResamplers.Lanczos3));
        var joined = new Image<Rgba32>((int)fullWidth, (int)fullHeight);
        Copy(image, joined, side == Anchor.Left ? width : 0, side == Anchor.Top ? height : 0);
        Copy(scaled, joined, side == Anchor.Right ? image.Width : 0, side == Anchor.Bottom ? image.Height : 0);
        return joined;
    }

    public static void Blend(Image<Rgba32> image, Image<Rgba32> second, double percent)
    {
        using var cover = second.Clone(context => context.Resize(new ResizeOptions
        {
            Size = new Size(image.Width, image.Height),
            Mode = ResizeMode.Crop,
            Sampler = KnownResamplers.Lanczos3,
        }));
        image.Mutate(context => context.DrawImage(cover, new Point(0, 0), (float)(percent / 100)));
    }

    public static void Place(Image<Rgba32> image, Image<Rgba32> second, PlaceOver place)
    {
        var wide = Math.Max(1, (int)Math.Round(image.Width * place.Scale / 100));
        var (width, height) = Layout.Fit(second.Width, second.Height, wide, image.Height);
        var box = Layout.Anchored((width, height), place.Place, image.Width, image.Height);
        using var scaled = second.Clone(context => context.Resize(width, height, KnownResamplers.Lanczos3));
        image.Mutate(context => context.DrawImage(scaled, new Point(box.X, box.Y), 1f));
    }

    public static void Background(Image<Rgba32> image, Rgba colour)
    {
        if (ImageSharpPixels.IsOpaque(image))
        {
            throw new EditRefusedException("Nothing in the picture is transparent, so a background colour would not be seen.");
        }

        image.Mutate(context => context.BackgroundColor(Color.FromPixel(Pixel(colour))));
    }

    public static Rgba32 Pixel(Rgba colour) => new(colour.R, colour.G, colour.B, colour.A);

    public static Rectangle Rectangle(Box box) => new(box.X, box.Y, box.Width, box.Height);

    private static void Copy(Image<Rgba32> from, Image<Rgba32> to, int left, int top) => from.ProcessPixelRows(to, (source, target) =>
    {
        for (var y = 0; y < source.Height; y++)
        {
            source.GetRowSpan(y).CopyTo(target.GetRowSpan(top + y)[left..]);
        }
    });
}
