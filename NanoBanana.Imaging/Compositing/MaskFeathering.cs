namespace NanoBanana.Imaging.Compositing;

/// <summary>
/// Softens the seam of a mask towards its inside: a pixel beside one that must not change takes on little of the answer, one further in
/// takes all. What must not change is never touched. The picture's own edge is no seam. A mask that is softer than that is left as soft as
/// it is.
/// </summary>
internal static class MaskFeathering
{
    // Distances are counted in thirds of a pixel: 3 straight, 4 diagonally.
    private const int Straight = 3;
    private const int Diagonal = 4;
    private const int Farthest = 254;
    private const int Widest = 24;
    // A mask of dust is not worth a list of its grains; its seams stay hard.
    private const int MostRuns = 1_000_000;

    /// <param name="mask">Afterwards each byte says how much of the answer a pixel takes: 0 none, 255 all.</param>
    public static void Apply(ChangeMask mask)
    {
        if (mask.Bytes.AsSpan().Contains((byte)0))
        {
            SoftenSeams(mask);
        }

        mask.ApplyWeights();
    }

    private static void SoftenSeams(ChangeMask mask)
    {
        var widest = Math.Clamp(Math.Max(mask.Width, mask.Height) / 256, 2, Widest);
        MeasureDistances(mask);
        var runs = MaskRuns.Find(mask, MostRuns);
        if (runs is null)
        {
            Harden(mask.Bytes);
            return;
        }

        var curves = new byte[widest + 1][];
        foreach (var run in runs.All)
        {
            // A thin stroke must still show what was painted in it.
            var width = Math.Clamp(runs.DepthOf(run) / (2 * Straight), 1, widest);
            var curve = curves[width] ??= Curve(width);
            foreach (ref var pixel in mask.Row(run.Y)[run.First..run.End])
            {
                pixel = curve[pixel];
            }
        }
    }

    private static void MeasureDistances(ChangeMask mask)
    {
        var width = mask.Width;
        for (var y = 0; y < mask.Height; y++)
        {
            Sweep(mask.Row(y), y > 0 ? mask.Row(y - 1) : default, 0, width, 1);
        }

        for (var y = mask.Height - 1; y >= 0; y--)
        {
            Sweep(mask.Row(y), y < mask.Height - 1 ? mask.Row(y + 1) : default, width - 1, -1, -1);
        }
    }

    private static void Sweep(Span<byte> row, ReadOnlySpan<byte> before, int from, int to, int step)
    {
        if (!row.ContainsAnyExcept((byte)0))
        {
            return;
        }

        for (var x = from; x != to; x += step)
        {
            if (row[x] == 0)
            {
                continue;
            }

            var nearest = Math.Min((int)row[x], Farthest);
            if (x != from)
            {
                nearest = Math.Min(nearest, row[x - step] + Straight);
            }

            if (!before.IsEmpty)
            {
                nearest = Math.Min(nearest, before[x] + Straight);
                nearest = x > 0 ? Math.Min(nearest, before[x - 1] + Diagonal) : nearest;
                nearest = x < row.Length - 1 ? Math.Min(nearest, before[x + 1] + Diagonal) : nearest;
            }

            row[x] = (byte)nearest;
        }
    }

    private static void Harden(Span<byte> all)
    {
        foreach (ref var pixel in all)
        {
            pixel = pixel == 0 ? (byte)0 : (byte)255;
        }
    }

    /// <summary>What a pixel at each distance takes: rising smoothly, all of it after <paramref name="width"/> pixels.</summary>
    private static byte[] Curve(int width)
    {
        var curve = new byte[256];
        for (var distance = 1; distance < curve.Length; distance++)
        {
            var t = Math.Min(1.0, (double)distance / (Straight * width));
            curve[distance] = (byte)Math.Round(255 * t * t * (3 - (2 * t)));
        }

        return curve;
    }
}
