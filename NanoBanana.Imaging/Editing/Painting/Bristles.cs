namespace NanoBanana.Imaging.Editing.Painting;

/// <summary>The furrows of a brush in thick paint: noise drawn out along the flow, lit from the upper left.</summary>
internal static class Bristles
{
    public static void Add(Plate plate, FlowField flow, double unit, float depth)
    {
        var (width, height) = (plate.Width, plate.Height);
        var noise = SoftMap.Blur(Noise.White(width * height, seed: 7), width, height, 0.6 * unit);
        var furrows = flow.Along(noise, width, height, Math.Max(3, (int)(13 * unit)));
        var scale = depth / Deviation(furrows) * 0.1f;
        plate.Change((colour, at) =>
        {
            var (x, y) = (at % width, at / width);
            var (left, right) = (Math.Max(0, x - 1), Math.Min(width - 1, x + 1));
            var (above, below) = (Math.Max(0, y - 1) * width, Math.Min(height - 1, y + 1) * width);
            var slope = furrows[above + left] - furrows[below + right];
            // Where nothing leads the brush, it hardly furrows.
            return colour * (1 + (scale * slope * (0.35f + (0.65f * flow.Strength[at]))));
        });
    }

    private static float Deviation(float[] map)
    {
        var mean = map.Average();
        return MathF.Max(1e-6f, MathF.Sqrt(map.Average(value => (value - mean) * (value - mean))));
    }
}

/// <summary>Chance that is the same each time.</summary>
internal static class Noise
{
    /// <returns>Numbers around 0, at most 1 away.</returns>
    public static float[] White(int count, uint seed)
    {
        var noise = new float[count];
        var state = (seed * 2_654_435_761u) | 1;
        for (var at = 0; at < count; at++)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            noise[at] = (state / (float)uint.MaxValue * 2) - 1;
        }

        return noise;
    }

    /// <summary>Clouds: white noise of three sizes.</summary>
    /// <returns>Numbers around 0 with a deviation of about 1.</returns>
    public static float[] Clouds(int width, int height, double size, uint seed)
    {
        var clouds = new float[width * height];
        foreach (var (share, octave) in new[] { (1f, 1.0), (0.55f, 0.45), (0.35f, 0.2) })
        {
            var soft = SoftMap.Blur(White(width * height, seed++), width, height, size * octave);
            // A blur of white noise keeps so much of its deviation.
            var gain = (float)(share * 3.54 * Math.Max(1, size * octave) / 0.577);
            for (var at = 0; at < clouds.Length; at++)
            {
                clouds[at] += gain * soft[at] * 0.8f;
            }
        }

        return clouds;
    }
}
