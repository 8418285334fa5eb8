namespace NanoBanana.Imaging.Editing.Painting;

/// <summary>Blurs a map of numbers: three boxes one after the other are close to a bell, and cost the same however wide they are.</summary>
internal static class SoftMap
{
    private const int Boxes = 3;

    /// <param name="map">Rows from the top; changed in place.</param>
    public static float[] Blur(float[] map, int width, int height, double sigma)
    {
        var radius = (int)Math.Round(Math.Sqrt((12 * sigma * sigma / Boxes) + 1) / 2 - 0.5);
        if (radius < 1)
        {
            return map;
        }

        var line = new float[Math.Max(width, height)];
        for (var round = 0; round < Boxes; round++)
        {
            for (var y = 0; y < height; y++)
            {
                Box(map, y * width, 1, width, radius, line);
            }

            for (var x = 0; x < width; x++)
            {
                Box(map, x, width, height, radius, line);
            }
        }

        return map;
    }

    private static void Box(float[] map, int first, int step, int count, int radius, float[] line)
    {
        for (var i = 0; i < count; i++)
        {
            line[i] = map[first + (i * step)];
        }

        var sum = line[0] * radius;
        for (var i = 0; i < radius; i++)
        {
            sum += line[Math.Min(i, count - 1)];
        }

        for (var i = 0; i < count; i++)
        {
            sum += line[Math.Min(i + radius, count - 1)];
            map[first + (i * step)] = sum / ((2 * radius) + 1);
            sum -= line[Math.Max(i - radius, 0)];
        }
    }
}
