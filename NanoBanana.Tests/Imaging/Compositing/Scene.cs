namespace NanoBanana.Tests.Imaging.Compositing;

/// <summary>A picture with something to recognise everywhere: soft and hard shapes of many sizes, and a little noise.</summary>
internal static class Scene
{
    public static TestPixels Of(int seed, int width, int height)
    {
        var random = new Random(seed);
        var colours = new float[width * height * 3];
        for (var at = 0; at < colours.Length; at++)
        {
            colours[at] = 70 + (90f * (at / 3 % width) / width) + (40f * (at / 3 / width) / height);
        }

        for (var shape = 0; shape < 90; shape++)
        {
            AddShape(colours, width, height, random);
        }

        return new TestPixels([.. colours.Select(value => (byte)Math.Clamp(value + random.Next(-2, 3), 0, 255))], width, height, 3);
    }

    public static TestPixels Grey(int seed, int width, int height)
    {
        var colours = Of(seed, width, height);
        return new TestPixels([.. Enumerable.Range(0, width * height).Select(at => colours.Bytes[(3 * at) + 1])], width, height, 1);
    }

    private static void AddShape(float[] colours, int width, int height, Random random)
    {
        var (centreX, centreY) = (random.Next(width), random.Next(height));
        var largest = Math.Max(3, Math.Max(width, height) / 9);
        var (radiusX, radiusY) = (random.Next(2, largest + 1), random.Next(2, largest + 1));
        float[] colour = [random.Next(20, 236), random.Next(20, 236), random.Next(20, 236)];
        var isRound = random.Next(2) == 0;
        for (var y = Math.Max(0, centreY - radiusY); y < Math.Min(height, centreY + radiusY); y++)
        {
            for (var x = Math.Max(0, centreX - radiusX); x < Math.Min(width, centreX + radiusX); x++)
            {
                var (fromX, fromY) = ((double)(x - centreX) / radiusX, (double)(y - centreY) / radiusY);
                var share = isRound ? (float)Math.Clamp(4 * (1 - Math.Sqrt((fromX * fromX) + (fromY * fromY))), 0, 1) : 0.8f;
                for (var band = 0; band < 3; band++)
                {
                    ref var value = ref colours[(((y * width) + x) * 3) + band];
                    value += share * (colour[band] - value);
                }
            }
        }
    }
}
