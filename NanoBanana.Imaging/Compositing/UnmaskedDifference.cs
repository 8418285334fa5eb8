namespace NanoBanana.Imaging.Compositing;

/// <summary>Counts what a stored result changed where nothing may change.</summary>
internal static class UnmaskedDifference
{
    /// <param name="stored">As it is decoded from the stored file; it may have gained colour or alpha.</param>
    /// <returns>The share of pixels outside the mask in which any band differs, 0–1.</returns>
    public static double ShareChanged(Raster source, Raster stored, ChangeMask mask)
    {
        if ((source.Width, source.Height, source.Depth) != (stored.Width, stored.Height, stored.Depth))
        {
            return 1;
        }

        long outside = 0, changed = 0;
        for (var y = 0; y < mask.Height; y++)
        {
            var row = mask.Row(y);
            for (var end = 0; end < row.Length && row[end..].IndexOf((byte)0) is var gap and >= 0;)
            {
                var first = end + gap;
                var length = row[first..].IndexOfAnyExcept((byte)0);
                end = length < 0 ? row.Length : first + length;
                outside += end - first;
                changed += Changed(source, stored, y, first, end);
            }
        }

        return outside == 0 ? 0 : (double)changed / outside;
    }

    private static long Changed(Raster source, Raster stored, int y, int first, int end)
    {
        var (from, to) = (source.Bands * source.Depth, stored.Bands * stored.Depth);
        var old = source.Row(y)[(first * from)..(end * from)];
        var now = stored.Row(y)[(first * to)..(end * to)];
        if (from == to && old.SequenceEqual(now))
        {
            return 0;
        }

        var changed = 0L;
        for (; !old.IsEmpty; old = old[from..], now = now[to..])
        {
            changed += IsSame(source, stored, old[..from], now[..to]) ? 0 : 1;
        }

        return changed;
    }

    private static bool IsSame(Raster source, Raster stored, ReadOnlySpan<byte> old, ReadOnlySpan<byte> now)
    {
        var depth = source.Depth;
        for (var colour = 0; colour < (source.IsGrey && stored.IsGrey ? 1 : 3); colour++)
        {
            var (from, to) = (source.IsGrey ? 0 : colour, stored.IsGrey ? 0 : colour);
            if (!old.Slice(from * depth, depth).SequenceEqual(now.Slice(to * depth, depth)))
            {
                return false;
            }
        }

        return source.HasAlpha
            ? stored.HasAlpha && old[^depth..].SequenceEqual(now[^depth..])
            : !stored.HasAlpha || !now[^depth..].ContainsAnyExcept((byte)255);
    }
}
