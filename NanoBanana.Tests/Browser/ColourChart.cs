namespace NanoBanana.Tests.Browser;

/// <summary>A chart of colours, and how far two pictures of it are apart as the eye sees them.</summary>
internal static class ColourChart
{
    private const int Patch = 15;

    /// <summary>Above, patches of all hues from dark to light and from pale to strong; below, a ramp of greys and lines as thin as a
    /// pixel.</summary>
    public static TestPixels Draw(int width, int height)
    {
        var chart = new TestPixels(new byte[width * height * 3], width, height, 3);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var pixel = chart.At(x, y);
                var (column, row, columns, rows) = (x / Patch, y / Patch, width / Patch, height / Patch);
                if (row < rows - 4)
                {
                    var (hue, light) = (360.0 * column / columns, 0.06 + (0.88 * (row / 3) / ((rows - 5) / 3)));
                    for (var band = 0; band < 3; band++)
                    {
                        var wave = Math.Clamp(Math.Abs((((hue / 60) + (band * 4) + 3) % 6) - 3) - 1, 0, 1);
                        pixel[band] = (byte)(255 * (light + (((row % 3) + 1) / 3.0 * Math.Min(light, 1 - light) * ((2 * wave) - 1))));
                    }
                }
                else
                {
                    pixel.Fill((byte)(row < rows - 2 ? 255 * x / (width - 1) : (x ^ y) % 5 == 0 ? 60 : 170));
                }
            }
        }

        return chart;
    }

    /// <summary>CIE 1976: 2 can just be seen where two colours meet.</summary>
    public static void AssertNear(TestPixels expected, TestPixels actual, double most)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        for (var y = 0; y < expected.Height; y++)
        {
            for (var x = 0; x < expected.Width; x++)
            {
                var (from, to) = (Lab(expected.At(x, y)), Lab(actual.At(x, y)));
                var distance = Math.Sqrt(Math.Pow(from.L - to.L, 2) + Math.Pow(from.A - to.A, 2) + Math.Pow(from.B - to.B, 2));
                Assert.True(distance <= most, $"At {x}, {y} ΔE is {distance:0.00}: {Say(expected.At(x, y))} and {Say(actual.At(x, y))}.");
            }
        }

        static string Say(Span<byte> pixel) => $"{pixel[0]}, {pixel[1]}, {pixel[2]}";
    }

    private static (double L, double A, double B) Lab(Span<byte> pixel)
    {
        var (r, g, b) = (Linear(pixel[0]), Linear(pixel[1]), Linear(pixel[2]));
        var x = Root(((0.4124 * r) + (0.3576 * g) + (0.1805 * b)) / 0.9505);
        var y = Root((0.2126 * r) + (0.7152 * g) + (0.0722 * b));
        var z = Root(((0.0193 * r) + (0.1192 * g) + (0.9505 * b)) / 1.089);
        return ((116 * y) - 16, 500 * (x - y), 200 * (y - z));

        static double Linear(byte value) => value / 255.0 is var v && v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
        static double Root(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16 / 116.0);
    }
}
