namespace NanoBanana.Tests.Browser;

/// <summary>A picture that is pleasant to look at: hills under a low sun, drawn from a few waves.</summary>
internal static class SamplePhoto
{
    private const int Ridges = 5;

    public static byte[] Evening(int width, int height) =>
        Draw(width, height, sky: (250, 176, 92), zenith: (74, 92, 150), near: (30, 28, 56));

    public static byte[] Morning(int width, int height) =>
        Draw(width, height, sky: (255, 222, 196), zenith: (116, 170, 214), near: (34, 74, 66));

    private static byte[] Draw(int width, int height, (int R, int G, int B) sky, (int R, int G, int B) zenith, (int R, int G, int B) near)
    {
        var pixels = new TestPixels(new byte[width * height * 3], width, height, 3);
        for (var x = 0; x < width; x++)
        {
            for (var y = 0; y < height; y++)
            {
                var ridge = Ridge(x / (double)width, y / (double)height);
                var colour = ridge == 0 ? Sky(x, y) : Mix(sky, near, 0.25 + (0.75 * ridge / Ridges));
                var pixel = pixels.At(x, y);
                (pixel[0], pixel[1], pixel[2]) = ((byte)colour.R, (byte)colour.G, (byte)colour.B);
            }
        }

        return pixels.ToJpeg(quality: 90);

        (int R, int G, int B) Sky(int x, int y)
        {
            var (dx, dy) = (x - (width * 0.68), y - (height * 0.4));
            var sun = Math.Clamp(1.25 - (Math.Sqrt((dx * dx) + (dy * dy)) / (height * 0.09)), 0, 1);
            return Mix(Mix(zenith, sky, Math.Min(1, y / (height * 0.5))), (255, 246, 214), sun);
        }
    }

    /// <summary>The nearest ridge that covers a point, 1 for the farthest; 0 for none.</summary>
    private static int Ridge(double x, double y)
    {
        for (var ridge = Ridges; ridge > 0; ridge--)
        {
            var top = 0.38 + (0.105 * ridge) - (0.055 * Math.Sin((x * (5 + ridge)) + (ridge * 1.9))) - (
                0.022 * Math.Sin((x * (17 + (3 * ridge))) + ridge));
            if (y > top)
            {
                return ridge;
            }
        }

        return 0;
    }

    private static (int R, int G, int B) Mix((int R, int G, int B) from, (int R, int G, int B) to, double share) => (
        (int)(from.R + ((to.R - from.R) * share)),
        (int)(from.G + ((to.G - from.G) * share)),
        (int)(from.B + ((to.B - from.B) * share)));
}
