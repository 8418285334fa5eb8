namespace NanoBanana.Tests.Imaging.Compositing;

/// <summary>
/// A mask of some kind and size, and what it allows: the pixel of the mask under the middle of a pixel of the picture decides.
/// </summary>
internal sealed record RandomMask(TestPixels Pixels, Func<int, int, bool> MayChange)
{
    public static RandomMask Of(Random random, int width, int height)
    {
        var (across, down) = random.Next(3) == 0 ? (width, height) : (random.Next(8, 600), random.Next(8, 600));
        var isAlpha = random.Next(2) == 0;
        var pixels = new TestPixels(new byte[across * down * (isAlpha ? 4 : 3)], across, down, isAlpha ? 4 : 3);
        var allowed = Shape(random, across, down);
        // Something that may change and something that must not, at any scale.
        for (var y = 0; y < (down + 1) / 2; y++)
        {
            allowed.AsSpan(y * across, (across + 3) / 4).Fill(y >= down / 4);
        }

        for (var at = 0; at < allowed.Length; at++)
        {
            var pixel = pixels.Bytes.AsSpan(at * pixels.Bands, pixels.Bands);
            if (isAlpha)
            {
                random.NextBytes(pixel);
                pixel[3] = (byte)(allowed[at] ? random.Next(128, 256) : random.Next(0, 128));
            }
            else
            {
                pixel.Fill((byte)(allowed[at] ? random.Next(128, 256) : random.Next(0, 128)));
            }
        }

        return new RandomMask(pixels, (x, y) => allowed[
            ((int)((y + 0.5) * down / height) * across) + (int)((x + 0.5) * across / width)]);
    }

    private static bool[] Shape(Random random, int width, int height)
    {
        var allowed = new bool[width * height];
        var kind = random.Next(4);
        var (centreX, centreY) = (random.Next(width), random.Next(height));
        var radius = random.Next(1, Math.Max(width, height) / 2);
        for (var at = 0; at < allowed.Length; at++)
        {
            var (x, y) = (at % width, at / width);
            allowed[at] = kind switch
            {
                0 => Math.Abs(x - centreX) < radius && Math.Abs(y - centreY) < radius,
                1 => ((x - centreX) * (x - centreX)) + ((y - centreY) * (y - centreY)) < radius * radius,
                2 => random.Next(3) == 0,
                _ => Math.Abs(((x * 3) + y - radius) % 40) < 5,
            };
        }

        return allowed;
    }
}
