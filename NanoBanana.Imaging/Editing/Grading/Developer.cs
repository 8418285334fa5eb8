using System.Numerics;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Grading;

/// <summary>Does <see cref="Develop"/> to pixels where they lie, from the top to the bottom.</summary>
internal static class Developer
{
    // Details are as large as a thousandth of the shorter side, and at least a pixel.
    private const double FineSide = 1000;
    private const double Softness = 0.8;
    private const float Sharpest = 1.5f;
    private const float Coarsest = 0.1f;
    private const int RowsBetweenLooks = 64;

    /// <param name="pixels">Three or four bands of one byte; the fourth stays.</param>
    public static void Apply(Raster pixels, Develop how, CancellationToken stopping)
    {
        var (width, height) = (pixels.Width, pixels.Height);
        var unit = (float)Math.Max(1, Math.Min(width, height) / FineSide);
        var tone = new DevelopTone(how);
        var fine = how.Sharpness > 0 ? new FineDetail(pixels, Softness * unit) : null;
        var (sharp, grain, vignette) = (Sharpest * (float)how.Sharpness / 100, Coarsest * (float)how.Grain / 100, how.Vignette);
        var (detail, across) = (new float[width], Places(width));
        for (var y = 0; y < height; y++)
        {
            if (y % RowsBetweenLooks == 0)
            {
                stopping.ThrowIfCancellationRequested();
            }

            fine?.Read(y, detail);
            var row = pixels.Row(y);
            var down = Place(y, height);
            for (int x = 0, at = 0; x < width; x++, at += pixels.Bands)
            {
                var colour = tone.Of(row[at], row[at + 1], row[at + 2]) + new Vector3(sharp * detail[x]);
                if (vignette > 0)
                {
                    colour *= (float)VignetteLight.At(vignette, across[x], down);
                }

                if (grain > 0)
                {
                    var light = Math.Clamp(DevelopTone.LightOf(colour), 0, 1);
                    var amount = grain * (0.35f + (2.6f * light * (1 - light)));
                    colour += new Vector3(amount * FilmGrain.At(((x + 0.5f) / unit) - 0.5f, ((y + 0.5f) / unit) - 0.5f));
                }

                colour = (Vector3.Clamp(colour, Vector3.Zero, Vector3.One) * 255) + new Vector3(0.5f);
                (row[at], row[at + 1], row[at + 2]) = ((byte)colour.X, (byte)colour.Y, (byte)colour.Z);
            }
        }
    }

    private static double[] Places(int length) => [.. Enumerable.Range(0, length).Select(at => Place(at, length))];

    /// <summary>−1 at one edge, 1 at the other.</summary>
    private static double Place(int at, int length) => ((at + 0.5) / length * 2) - 1;
}
