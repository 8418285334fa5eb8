using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Grading;

/// <summary>Prints a picture in dots whose size is its darkness: cyan, magenta, yellow and black at the angles of the trade, or one
/// ink.</summary>
internal static class Halftone
{
    // Dots along the shorter side.
    private const double Dots = 100;

    private static readonly float[] Waves = [.. Enumerable.Range(0, 1024).Select(at => MathF.Cos(2 * MathF.PI * at / 1024))];
    // The level at the edge of dots that cover so much of the paper.
    private static readonly float[] Edges =
        [.. Enumerable.Range(0, 4096).Select(at => 1 - ((Waves[at % 64 * 16] + Waves[at / 64 * 16] + 2) / 4)).Order()];

    private static readonly Rgba Paper = new(250, 247, 240);
    private static readonly Ink[] Process =
    [
        new(new(0, 160, 228), 15, (r, g, b, k) => 1 - r - k),
        new(new(226, 10, 122), 75, (r, g, b, k) => 1 - g - k),
        new(new(255, 232, 12), 0, (r, g, b, k) => 1 - b - k),
        new(new(35, 32, 34), 45, (r, g, b, k) => k),
    ];

    /// <param name="pixels">Three bands of one byte.</param>
    /// <param name="ink">Null for the four inks of printing.</param>
    public static void Print(Raster pixels, Rgba? ink, Rgba? paper)
    {
        Ink[] inks = ink is { } colour
            ? [new(colour, 45, (r, g, b, k) => 1 - ((0.2126f * r) + (0.7152f * g) + (0.0722f * b)))]
            : Process;
        var pitch = Math.Max(6, Math.Min(pixels.Width, pixels.Height) / Dots);
        Span<float> light = stackalloc float[3];
        for (var y = 0; y < pixels.Height; y++)
        {
            var row = pixels.Row(y);
            for (int x = 0, at = 0; x < pixels.Width; x++, at += pixels.Bands)
            {
                Print(row.Slice(at, 3), x, y, (float)pitch, inks, paper ?? Paper, light);
            }
        }
    }

    private static void Print(Span<byte> pixel, int x, int y, float pitch, Ink[] inks, Rgba paper, Span<float> light)
    {
        var (r, g, b) = (pixel[0] / 255f, pixel[1] / 255f, pixel[2] / 255f);
        // Black replaces what all three inks would cover, where it is dark.
        var shared = 1 - Math.Max(r, Math.Max(g, b));
        var black = shared * shared;
        (light[0], light[1], light[2]) = (paper.R, paper.G, paper.B);
        foreach (var ink in inks)
        {
            var cover = ink.CoverAt(x, y, pitch, ink.Amount(r, g, b, black));
            light[0] *= 1 - (cover * (1 - (ink.Colour.R / 255f)));
            light[1] *= 1 - (cover * (1 - (ink.Colour.G / 255f)));
            light[2] *= 1 - (cover * (1 - (ink.Colour.B / 255f)));
        }

        (pixel[0], pixel[1], pixel[2]) = ((byte)(light[0] + 0.5f), (byte)(light[1] + 0.5f), (byte)(light[2] + 0.5f));
    }

    /// <param name="Amount">From red, green, blue and black, 0–1, to how much of the paper the ink covers.</param>
    private sealed record Ink(Rgba Colour, double Degrees, Func<float, float, float, float, float> Amount)
    {
        private readonly float _sin = (float)Math.Sin(Degrees * Math.PI / 180);
        private readonly float _cos = (float)Math.Cos(Degrees * Math.PI / 180);

        /// <returns>How much of a pixel lies in a dot, 0–1.</returns>
        public float CoverAt(int x, int y, float pitch, float amount)
        {
            var across = Wave(((x * _cos) + (y * _sin)) / pitch);
            var down = Wave(((y * _cos) - (x * _sin)) / pitch);
            // 0 in the middle of a dot, 1 between dots.
            var level = 1 - ((across + down + 2) / 4);
            var edge = Edges[(int)(Math.Clamp(amount, 0, 1) * (Edges.Length - 1))];
            return Math.Clamp(0.5f + ((edge - level) * pitch * 0.9f), 0, 1) * (amount > 0.01f ? 1 : 0);
        }

        private static float Wave(float turns) => Waves[(int)((turns - MathF.Floor(turns)) * Waves.Length) % Waves.Length];
    }
}
