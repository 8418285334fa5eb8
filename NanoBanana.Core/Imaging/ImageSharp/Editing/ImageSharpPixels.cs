using NanoBanana.Core.Imaging.Editing;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace NanoBanana.Core.Imaging.ImageSharp.Editing;

/// <summary>What is computed pixel by pixel.</summary>
internal static class ImageSharpPixels
{
    public delegate void Change(int x, int y, ref Rgba32 pixel);

    public static void Each(Image<Rgba32> image, Change change) => image.ProcessPixelRows(rows =>
    {
        for (var y = 0; y < rows.Height; y++)
        {
            var row = rows.GetRowSpan(y);
            for (var x = 0; x < row.Length; x++)
            {
                change(x, y, ref row[x]);
            }
        }
    });

    public static bool IsOpaque(Image<Rgba32> image)
    {
        var opaque = true;
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height && opaque; y++)
            {
                foreach (var pixel in rows.GetRowSpan(y))
                {
                    if (pixel.A != byte.MaxValue)
                    {
                        opaque = false;
                        break;
                    }
                }
            }
        });
        return opaque;
    }

    public static void Map(Image<Rgba32> image, byte[][] curves) => Each(image, (int _, int _, ref Rgba32 pixel) =>
        (pixel.R, pixel.G, pixel.B) = (curves[0][pixel.R], curves[1][pixel.G], curves[2][pixel.B]));

    public static void Mix(Image<Rgba32> image, double[] m) => Each(image, (int _, int _, ref Rgba32 pixel) =>
    {
        var (r, g, b) = (pixel.R, pixel.G, pixel.B);
        pixel.R = Byte((m[0] * r) + (m[1] * g) + (m[2] * b));
        pixel.G = Byte((m[3] * r) + (m[4] * g) + (m[5] * b));
        pixel.B = Byte((m[6] * r) + (m[7] * g) + (m[8] * b));
    });

    public static void Vignette(Image<Rgba32> image, double percent)
    {
        var (width, height) = (image.Width, image.Height);
        Each(image, (int x, int y, ref Rgba32 pixel) =>
        {
            var light = VignetteLight.At(percent, (((x + 0.5) / width) * 2) - 1, (((y + 0.5) / height) * 2) - 1);
            (pixel.R, pixel.G, pixel.B) = (Byte(pixel.R * light), Byte(pixel.G * light), Byte(pixel.B * light));
        });
    }

    public static void Round(Image<Rgba32> image, int radius)
    {
        var (right, bottom) = (image.Width - 1, image.Height - 1);
        Each(image, (int x, int y, ref Rgba32 pixel) =>
        {
            var (fromSide, fromEnd) = (Math.Min(x, right - x), Math.Min(y, bottom - y));
            if (fromSide < radius && fromEnd < radius)
            {
                pixel.A = Byte(pixel.A * RoundCorner.Coverage(radius, fromSide, fromEnd));
            }
        });
    }

    /// <summary>Away from the mean of the eight neighbours; the edge's own pixels stand for what is beyond it.</summary>
    public static void Sharpen(Image<Rgba32> image, double percent)
    {
        using var before = image.Clone();
        var (right, bottom, share) = (image.Width - 1, image.Height - 1, percent / 100);
        Each(image, (int x, int y, ref Rgba32 pixel) =>
        {
            var (r, g, b) = (0, 0, 0);
            for (var dy = -1; dy <= 1; dy++)
            {
                for (var dx = -1; dx <= 1; dx++)
                {
                    if (dx != 0 || dy != 0)
                    {
                        var near = before[Math.Clamp(x + dx, 0, right), Math.Clamp(y + dy, 0, bottom)];
                        (r, g, b) = (r + near.R, g + near.G, b + near.B);
                    }
                }
            }

            pixel.R = Byte(pixel.R + (share * (pixel.R - (r / 8.0))));
            pixel.G = Byte(pixel.G + (share * (pixel.G - (g / 8.0))));
            pixel.B = Byte(pixel.B + (share * (pixel.B - (b / 8.0))));
        });
    }

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value, MidpointRounding.AwayFromZero), 0, 255);
}
