namespace NanoBanana.Imaging.Editing;

/// <summary>How much light a vignette leaves: all in the centre, less with the third power of the distance.</summary>
internal static class VignetteLight
{
    private const int Longest = 512;

    /// <param name="x">−1 at the left edge, 1 at the right.</param>
    /// <param name="y">−1 at the top, 1 at the bottom.</param>
    /// <returns>0–1.</returns>
    public static double At(double percent, double x, double y)
    {
        var distance = Math.Sqrt(((x * x) + (y * y)) / 2);
        return 1 - (percent / 100 * distance * distance * distance);
    }

    /// <summary>A small picture of it, to be enlarged.</summary>
    public static byte[] Of(double percent, int width, int height, out int across, out int down)
    {
        var scale = Math.Min(1, Longest / (double)Math.Max(width, height));
        (across, down) = (Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)));
        var light = new byte[across * down];
        for (var y = 0; y < down; y++)
        {
            for (var x = 0; x < across; x++)
            {
                light[(y * across) + x] = (byte)Math.Round(255 * At(percent, (((x + 0.5) / across) * 2) - 1, (((y + 0.5) / down) * 2) - 1));
            }
        }

        return light;
    }
}
