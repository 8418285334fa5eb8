using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Grading;

/// <summary>
/// How much light the air adds, by the dark channel: near any place of a clear picture something is dark in one channel; what is light
/// everywhere is haze.
/// </summary>
internal sealed class Haze
{
    // Of the shorter side.
    private const double Patch = 0.03;
    // Of the pixels, the haziest; the lightest tenth of them has the colour of the air.
    private const double Air = 0.01;

    private Haze(byte[] dark, double[] colour) => (Dark, Colour) = (dark, colour);

    /// <summary>For each pixel the darkest of its neighbourhood in any channel, as a share of the air's light, 0–255.</summary>
    public byte[] Dark { get; }

    /// <summary>Of the air: red, green, blue, 0–255.</summary>
    public double[] Colour { get; }

    /// <param name="small">Three bands of one byte.</param>
    public static Haze Of(Raster small)
    {
        var (width, height) = (small.Width, small.Height);
        var radius = Math.Max(1, (int)(Patch * Math.Min(width, height)));
        var air = ColourOf(small, Lowest(Darkest(small, [255, 255, 255]), width, height, radius));
        return new(Lowest(Darkest(small, air), width, height, radius), air);
    }

    private static byte[] Darkest(Raster small, double[] air)
    {
        var dark = new byte[small.Width * small.Height];
        for (var at = 0; at < dark.Length; at++)
        {
            var pixel = small.All().Slice(at * small.Bands, 3);
            dark[at] = (byte)Math.Min(255, 255 * Math.Min(pixel[0] / air[0], Math.Min(pixel[1] / air[1], pixel[2] / air[2])));
        }

        return dark;
    }

    private static double[] ColourOf(Raster small, byte[] dark)
    {
        var haziest = Enumerable.Range(0, dark.Length).OrderByDescending(at => dark[at]).Take(Math.Max(10, (int)(Air * dark.Length)));
        var lightest = haziest.OrderByDescending(at => Value(at, 0) + Value(at, 1) + Value(at, 2)).ToArray();
        var air = lightest[..Math.Max(1, lightest.Length / 10)];
        return [.. Enumerable.Range(0, 3).Select(band => Math.Max(60, air.Average(at => Value(at, band))))];

        double Value(int at, int band) => small.All()[(at * small.Bands) + band];
    }

    private static byte[] Lowest(byte[] map, int width, int height, int radius)
    {
        var (rows, both) = (new byte[map.Length], new byte[map.Length]);
        for (var at = 0; at < map.Length; at++)
        {
            var (x, start) = (at % width, at / width * width);
            var (left, right) = (Math.Max(0, x - radius), Math.Min(width - 1, x + radius));
            rows[at] = byte.MaxValue;
            foreach (var near in map.AsSpan(start + left, right - left + 1))
            {
                rows[at] = Math.Min(rows[at], near);
            }
        }

        for (var at = 0; at < map.Length; at++)
        {
            var (x, y, least) = (at % width, at / width, (byte)255);
            for (var row = Math.Max(0, y - radius); row <= Math.Min(height - 1, y + radius); row++)
            {
                least = Math.Min(least, rows[(row * width) + x]);
            }

            both[at] = least;
        }

        return both;
    }
}
