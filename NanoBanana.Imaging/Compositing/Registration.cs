namespace NanoBanana.Imaging.Compositing;

/// <summary>Where an answer belongs, and how sure that is.</summary>
/// <param name="Placement">Of the answer in the source, with what the engine moved taken back.</param>
/// <param name="Dx">How far the engine moved the picture to the right, in pixels of the source, at its centre.</param>
/// <param name="Dy">How far downwards.</param>
/// <param name="IsFound">The two pictures were recognised in each other; otherwise the placement is the natural one.</param>
internal sealed record Registration(Placement Placement, double Dx, double Dy, bool IsFound)
{
    // Engines round sizes to multiples of 8, 16 or 64.
    private const double SameRatio = 0.03;
    // Of a side: how far an engine may have moved a picture.
    private const double Farthest = 0.125;
    private const int CoarsestEdge = 96;
    private const double LeastScore = 0.3;
    // Less than this better than where it stood is chance.
    private const double LeastGain = 0.01;

    /// <summary>The picture was brought to the source's shape by scaling alone.</summary>
    public static Registration Unmoved(Placement placement) => new(placement, 0, 0, false);

    public static Registration Find(
        RegistrationImage source, RegistrationImage answer, Raster picture, Raster returned, CancellationToken cancellationToken)
    {
        var pyramid = Pyramid(source);
        Candidate? best = null;
        foreach (var placement in Natural(picture, returned))
        {
            var candidate = Descend(pyramid, Pyramid(source.Overlay(answer, placement)), placement, cancellationToken);
            best = best is null || candidate.Score > best.Score + LeastGain ? candidate : best;
        }

        return best!.Score < LeastScore
            ? Unmoved(Fallback(picture, returned))
            : Refinement.Refine(pyramid, best.Overlay, best.Placement, best.Dx, best.Dy, picture, returned, cancellationToken);
    }

    /// <summary>The ways in which an engine may have brought the picture to the size of its answer, the likeliest first.</summary>
    private static IEnumerable<Placement> Natural(Raster picture, Raster returned)
    {
        yield return Placement.Stretched(picture.Width, picture.Height, returned.Width, returned.Height);
        if (!IsSameRatio(picture, returned))
        {
            yield return Placement.Centred(picture.Width, picture.Height, returned.Width, returned.Height, covering: false);
            yield return Placement.Centred(picture.Width, picture.Height, returned.Width, returned.Height, covering: true);
        }
    }

    /// <summary>Nothing is recognised: scaled to cover the source, so that nothing is distorted and no edge stays empty.</summary>
    private static Placement Fallback(Raster picture, Raster returned) => IsSameRatio(picture, returned)
        ? Placement.Stretched(picture.Width, picture.Height, returned.Width, returned.Height)
        : Placement.Centred(picture.Width, picture.Height, returned.Width, returned.Height, covering: true);

    public static bool IsSameRatio(Raster one, Raster other) =>
        Math.Abs(Math.Log((double)one.Width * other.Height / ((double)one.Height * other.Width))) < SameRatio;

    private static List<RegistrationImage> Pyramid(RegistrationImage finest)
    {
        List<RegistrationImage> levels = [finest];
        while (Math.Max(levels[^1].Width, levels[^1].Height) > CoarsestEdge && Math.Min(levels[^1].Width, levels[^1].Height) > 16)
        {
            levels.Add(levels[^1].Half());
        }

        return levels;
    }

    /// <summary>Every shift at the coarsest level, then the neighbours of the best one at each finer level.</summary>
    private static Candidate Descend(
        List<RegistrationImage> source, List<RegistrationImage> overlay, Placement placement, CancellationToken cancellationToken)
    {
        var coarsest = source[^1];
        var (x, y, reachX, reachY) = (0, 0, (int)Math.Ceiling(coarsest.Width * Farthest), (int)Math.Ceiling(coarsest.Height * Farthest));
        var score = 0.0;
        for (var level = source.Count - 1; level >= 0; level--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (x, y, score) = Best(source[level], overlay[level], x, y, reachX, reachY);
            (x, y, reachX, reachY) = level == 0 ? (x, y, 0, 0) : (2 * x, 2 * y, 1, 1);
        }

        var still = NormalizedCrossCorrelation.Score(source[0], overlay[0], 0, 0) ?? 0;
        return still + LeastGain >= score ? new(placement, overlay, 0, 0, still) : new(placement, overlay, x, y, score);
    }

    private static (int X, int Y, double Score) Best(
        RegistrationImage source, RegistrationImage overlay, int aroundX, int aroundY, int reachX, int reachY)
    {
        var best = (X: aroundX, Y: aroundY, Score: NormalizedCrossCorrelation.Score(source, overlay, aroundX, aroundY) ?? 0);
        for (var y = aroundY - reachY; y <= aroundY + reachY; y++)
        {
            for (var x = aroundX - reachX; x <= aroundX + reachX; x++)
            {
                if (NormalizedCrossCorrelation.Score(source, overlay, x, y) is { } score && score > best.Score)
                {
                    best = (x, y, score);
                }
            }
        }

        return best;
    }

    private sealed record Candidate(Placement Placement, List<RegistrationImage> Overlay, int Dx, int Dy, double Score);
}
