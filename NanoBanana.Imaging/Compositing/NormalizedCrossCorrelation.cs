namespace NanoBanana.Imaging.Compositing;

/// <summary>
/// How alike a picture and a shifted answer are where both count: the mean correlation of small blocks. Light and contrast do not matter,
/// block by block, and a block that shows something new counts for nothing: much may have changed while the rest still tells the shift.
/// </summary>
internal static class NormalizedCrossCorrelation
{
    private const int BlocksAcross = 8;
    private const int SmallestBlock = 8;
    private const float LeastVariance = 4;
    private const double LeastAlike = 0.5;

    /// <returns>0 for nothing alike to 1 for the same; null when there is no structure to compare.</returns>
    public static double? Score(RegistrationImage source, RegistrationImage answer, int dx, int dy)
    {
        var edge = EdgeOf(source);
        double alike = 0, compared = 0;
        for (var top = 0; top < source.Height; top += edge)
        {
            for (var left = 0; left < source.Width; left += edge)
            {
                var block = Compare(source, answer, left, top, edge, dx, dy);
                alike += block.Alike;
                compared += block.Compared;
            }
        }

        return compared > 0 ? alike / compared : null;
    }

    /// <summary>The corners and the edge of the blocks in which the two are alike.</summary>
    public static (HashSet<(int Left, int Top)> Blocks, int Edge) Alike(RegistrationImage source, RegistrationImage answer, int dx, int dy)
    {
        var edge = EdgeOf(source);
        var blocks = new HashSet<(int, int)>();
        for (var top = 0; top < source.Height; top += edge)
        {
            for (var left = 0; left < source.Width; left += edge)
            {
                var (alike, compared) = Compare(source, answer, left, top, edge, dx, dy);
                if (alike > compared * LeastAlike)
                {
                    blocks.Add((left, top));
                }
            }
        }

        return (blocks, edge);
    }

    private static int EdgeOf(RegistrationImage source) => Math.Max(SmallestBlock, Math.Max(source.Width, source.Height) / BlocksAcross);

    private static (double Alike, double Compared) Compare(
        RegistrationImage source, RegistrationImage answer, int left, int top, int edge, int dx, int dy)
    {
        double sumA = 0, sumB = 0, sumAA = 0, sumBB = 0, sumAB = 0;
        var (pixels, all) = (0, 0);
        double lone = 0, loneSquared = 0;
        var right = Math.Min(left + edge, source.Width);
        for (var y = top; y < Math.Min(top + edge, source.Height); y++)
        {
            var inside = y + dy >= 0 && y + dy < answer.Height;
            for (var x = left; x < right; x++)
            {
                var at = (y * source.Width) + x;
                if (!source.Counts[at])
                {
                    continue;
                }

                var a = (double)source.Luma[at];
                all++;
                lone += a;
                loneSquared += a * a;
                var other = at + (dy * answer.Width) + dx;
                if (!inside || x + dx < 0 || x + dx >= answer.Width || !answer.Counts[other])
                {
                    continue;
                }

                var b = (double)answer.Luma[other];
                pixels++;
                sumA += a;
                sumB += b;
                sumAA += a * a;
                sumBB += b * b;
                sumAB += a * b;
            }
        }

        // What counts is settled by the source alone, or a shift that looks at less would look better.
        if (all < SmallestBlock || (loneSquared / all) - (lone / all * (lone / all)) < LeastVariance)
        {
            return default;
        }

        if (pixels < SmallestBlock)
        {
            return (0, all);
        }

        var (varA, varB) = (sumAA - (sumA * sumA / pixels), sumBB - (sumB * sumB / pixels));
        var correlation = varA * varB <= 0 ? 0 : (sumAB - (sumA * sumB / pixels)) / Math.Sqrt(varA * varB);
        return (Math.Max(0, correlation) * pixels, all);
    }
}
