namespace NanoBanana.Imaging.Editing;

/// <summary>The mask of a top left corner: a quarter of a circle with a smooth edge.</summary>
internal static class RoundCorner
{
    /// <returns>Rows of one byte a pixel, <paramref name="radius"/> wide and high.</returns>
    public static byte[] Of(int radius)
    {
        var mask = new byte[radius * radius];
        for (var y = 0; y < radius; y++)
        {
            for (var x = 0; x < radius; x++)
            {
                mask[(y * radius) + x] = (byte)Math.Round(255 * Coverage(radius, x, y));
            }
        }

        return mask;
    }

    /// <returns>How much of a pixel lies inside, 0–1.</returns>
    public static double Coverage(int radius, int x, int y)
    {
        var (across, down) = (radius - x - 0.5, radius - y - 0.5);
        return Math.Clamp(radius - Math.Sqrt((across * across) + (down * down)) + 0.5, 0, 1);
    }
}
