namespace NanoBanana.Imaging.Editing.Filling;

/// <summary>
/// Fills a hole with what the rest of the picture is made of (Wexler and others): every patch that touches the hole shall look like one
/// elsewhere. It
/// begins in a picture so small that the hole is hardly more than a patch, and goes on to larger ones.
/// </summary>
internal static class PatchFill
{
    private const int LeastSide = 24;
    private const int Rounds = 5;

    /// <returns>Where each patch came from.</returns>
    public static PatchField Fill(HolePicture picture, CancellationToken cancellationToken)
    {
        var levels = new List<HolePicture> { picture };
        while (IsWide(levels[^1]) && Math.Min(levels[^1].Width, levels[^1].Height) >= 2 * LeastSide
            && levels[^1].Half() is { Sources.Length: > 0 } half)
        {
            levels.Add(half);
        }

        Spread(levels[^1]);
        var field = new PatchField(levels[^1]);
        for (var level = levels.Count - 1; level >= 0; level--)
        {
            if (level < levels.Count - 1)
            {
                var larger = new PatchField(levels[level]);
                larger.TakeFrom(field);
                Vote(levels[level], larger, hasCosts: false);
                field = larger;
            }

            for (var round = 0; round < Rounds; round++)
            {
                field.Improve(isForwards: round % 2 == 0, cancellationToken);
                Vote(levels[level], field, hasCosts: true);
            }
        }

        return field;
    }

    /// <summary>Whether some of the hole is farther from its edge than a patch reaches.</summary>
    private static bool IsWide(HolePicture picture)
    {
        for (var at = 0; at < picture.Count; at++)
        {
            if (picture.Hole[at])
            {
                var (x, y) = (at % picture.Width, at / picture.Width);
                const int Reach = 2 * PatchField.Radius;
                if (IsHole(x - Reach, y) && IsHole(x + Reach, y) && IsHole(x, y - Reach) && IsHole(x, y + Reach))
                {
                    return true;
                }
            }
        }

        return false;

        bool IsHole(int x, int y) => x < 0 || y < 0 || x >= picture.Width || y >= picture.Height || picture.Hole[(y * picture.Width) + x];
    }

    /// <summary>A first guess: from the edge inwards, each ring the mean of the one before.</summary>
    private static void Spread(HolePicture picture)
    {
        var isKnown = picture.Hole.Select(hole => !hole).ToArray();
        while (Array.IndexOf(isKnown, false) >= 0)
        {
            var ring = Enumerable.Range(0, picture.Count).Where(at => !isKnown[at] && Neighbours(at).Any(near => isKnown[near])).ToArray();
            foreach (var at in ring)
            {
                var known = Neighbours(at).Where(near => isKnown[near]).ToArray();
                for (var band = 0; band < 3; band++)
                {
                    picture.Colours[(3 * at) + band] = (byte)known.Average(near => picture.Colours[(3 * near) + band]);
                }
            }

            Array.ForEach(ring, at => isKnown[at] = true);
        }

        IEnumerable<int> Neighbours(int at)
        {
            var (x, y) = (at % picture.Width, at / picture.Width);
            return new[] { picture.At(x - 1, y), picture.At(x + 1, y), picture.At(x, y - 1), picture.At(x, y + 1) }.Where(near =>
                near != at);
        }
    }

    /// <summary>Each pixel of the hole becomes the mean of what all patches over it say; the better a patch fits, the more it
    /// counts.</summary>
    private static void Vote(HolePicture picture, PatchField field, bool hasCosts)
    {
        var (sums, weights) = (new float[picture.Count * 3], new float[picture.Count]);
        foreach (var target in field.Targets)
        {
            var source = field.Match(target);
            // A deviation of 12 levels a pixel is a poor fit.
            var weight = hasCosts ? MathF.Exp(-field.Cost(target) / (49 * 3 * 144f * 0.5f)) + 1e-6f : 1;
            for (var y = -PatchField.Radius; y <= PatchField.Radius; y++)
            {
                for (var x = -PatchField.Radius; x <= PatchField.Radius; x++)
                {
                    var (to, from) = (target + (y * picture.Width) + x, source + (y * picture.Width) + x);
                    if (picture.Hole[to])
                    {
                        weights[to] += weight;
                        sums[3 * to] += weight * picture.Colours[3 * from];
                        sums[(3 * to) + 1] += weight * picture.Colours[(3 * from) + 1];
                        sums[(3 * to) + 2] += weight * picture.Colours[(3 * from) + 2];
                    }
                }
            }
        }

        for (var at = 0; at < picture.Count; at++)
        {
            if (weights[at] > 0)
            {
                for (var band = 0; band < 3; band++)
                {
                    picture.Colours[(3 * at) + band] = (byte)((sums[(3 * at) + band] / weights[at]) + 0.5f);
                }
            }
        }
    }
}
