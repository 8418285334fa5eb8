using System.Numerics;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Painting;

/// <summary>A small picture in numbers from 0 to 1, red, green and blue; the fourth is free.</summary>
internal sealed class Plate(int width, int height)
{
    public int Width => width;

    public int Height => height;

    public Vector4[] Pixels { get; } = new Vector4[width * height];

    /// <param name="pixels">Three bands or more of one byte.</param>
    public static Plate From(Raster pixels)
    {
        var plate = new Plate(pixels.Width, pixels.Height);
        for (var y = 0; y < plate.Height; y++)
        {
            var row = pixels.Row(y);
            for (int x = 0, at = 0; x < plate.Width; x++, at += pixels.Bands)
            {
                plate.Pixels[(y * plate.Width) + x] = new Vector4(row[at], row[at + 1], row[at + 2], 255) / 255;
            }
        }

        return plate;
    }

    /// <param name="pixels">Of the same size.</param>
    public void CopyTo(Raster pixels)
    {
        for (var y = 0; y < height; y++)
        {
            var row = pixels.Row(y);
            for (int x = 0, at = 0; x < width; x++, at += pixels.Bands)
            {
                var colour = Vector4.Clamp(Pixels[(y * width) + x], Vector4.Zero, Vector4.One) * 255;
                (row[at], row[at + 1], row[at + 2]) = ((byte)(colour.X + 0.5f), (byte)(colour.Y + 0.5f), (byte)(colour.Z + 0.5f));
            }
        }
    }

    /// <summary>The light of each pixel, 0–1.</summary>
    public float[] Light()
    {
        var light = new float[Pixels.Length];
        for (var at = 0; at < light.Length; at++)
        {
            light[at] = Vector4.Dot(Pixels[at], new(0.2126f, 0.7152f, 0.0722f, 0));
        }

        return light;
    }

    public void Change(Func<Vector4, int, Vector4> change)
    {
        for (var at = 0; at < Pixels.Length; at++)
        {
            Pixels[at] = change(Pixels[at], at);
        }
    }
}
