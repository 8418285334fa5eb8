using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Grading;

/// <summary>What a small copy of a picture tells about its light and its colours.</summary>
internal sealed class PictureLight
{
    // Of the pixels at each end, which are no part of the picture's range.
    private const double Outliers = 0.005;
    // A cast is believed up to that much; beyond it the picture is meant to be so, like an evening.
    private const double MostGain = 1.45;
    private const float MostChroma = 0.09f;

    private readonly int[] _levels = new int[256];
    private readonly double[] _cast;

    private PictureLight(Raster pixels)
    {
        var (light, chroma) = (0.0, 0.0);
        for (var y = 0; y < pixels.Height; y++)
        {
            var row = pixels.Row(y);
            for (var at = 0; at < row.Length; at += pixels.Bands)
            {
                var level = (0.2126 * row[at]) + (0.7152 * row[at + 1]) + (0.0722 * row[at + 2]);
                _levels[(int)(level + 0.5)]++;
                light += level;
                chroma += Oklab.From(row[at], row[at + 1], row[at + 2]).Chroma;
            }
        }

        var count = (double)pixels.Width * pixels.Height;
        (Mean, Chroma) = (light / count / 255, chroma / count);
        (Black, Middle, White) = (Percentile(Outliers), Percentile(0.5), Percentile(1 - Outliers));
        _cast = Cast(pixels);
    }

    /// <summary>0–1.</summary>
    public double Mean { get; }

    /// <summary>How colourful it is, in Oklab.</summary>
    public double Chroma { get; }

    /// <summary>The darkest that counts, 0–255.</summary>
    public int Black { get; }

    public int Middle { get; }

    /// <summary>The lightest that counts, 0–255.</summary>
    public int White { get; }

    /// <param name="small">Three bands or more of one byte; alpha is not looked at.</param>
    public static PictureLight Of(Raster small) => new(small);

    /// <summary>What each of red, green and blue is multiplied by, in linear light, so that what should be grey is grey.</summary>
    /// <param name="strength">0–1.</param>
    public double[] Balance(double strength)
    {
        var gains = _cast.Select(cast => Math.Pow(Math.Clamp(1 / cast, 1 / MostGain, MostGain), strength)).ToArray();
        var kept = (0.2126 * gains[0]) + (0.7152 * gains[1]) + (0.0722 * gains[2]);
        return [.. gains.Select(gain => gain / kept)];
    }

    private int Percentile(double share)
    {
        var wanted = share * _levels.Sum();
        var (sum, level) = (0.0, 0);
        while (level < 255 && (sum += _levels[level]) < wanted)
        {
            level++;
        }

        return level;
    }

    /// <summary>
    /// The colour of the light by two estimates: the mean of edges is grey, and so is a mean that counts light areas most. Strong colours
    /// do not count.
    /// </summary>
    private static double[] Cast(Raster pixels)
    {
        var (edges, areas) = (new double[3], new double[3]);
        for (var y = 1; y < pixels.Height; y++)
        {
            var row = pixels.Row(y);
            var above = pixels.Row(y - 1);
            for (var at = pixels.Bands; at < row.Length; at += pixels.Bands)
            {
                if (!Tells(row[at..(at + 3)]))
                {
                    continue;
                }

                for (var band = 0; band < 3; band++)
                {
                    var light = ToneCurve.ToLinear(row[at + band] / 255.0);
                    var (left, up) = (ToneCurve.ToLinear(row[at - pixels.Bands + band] / 255.0),
                        ToneCurve.ToLinear(above[at + band] / 255.0));
                    edges[band] += Math.Abs(light - left) + Math.Abs(light - up);
                    areas[band] += light * light * light;
                }
            }
        }

        // Each estimate is taken by its own green, so neither outweighs the other.
        return [.. Enumerable.Range(0, 3).Select(band => Math.Sqrt(
            (edges[band] + 1e-6) / (edges[1] + 1e-6) * Math.Cbrt((areas[band] + 1e-9) / (areas[1] + 1e-9))))];
    }

    /// <summary>Neither clipped nor so strongly coloured that it is a coloured thing, whatever the light.</summary>
    private static bool Tells(ReadOnlySpan<byte> pixel) =>
        Math.Max(pixel[0], Math.Max(pixel[1], pixel[2])) is >= 6 and <= 250
        && Oklab.From(pixel[0], pixel[1], pixel[2]).Chroma < MostChroma;
}
