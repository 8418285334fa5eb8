namespace NanoBanana.Imaging.Compositing;

/// <summary>The regions of a mask as runs of pixels in a row, joined where they touch, and how deep each region is.</summary>
internal sealed class MaskRuns
{
    private readonly List<int> _parents = [];
    private readonly List<byte> _depths = [];

    private MaskRuns()
    {
    }

    public List<Run> All { get; } = [];

    /// <summary>The largest value of the region that a run belongs to.</summary>
    public int DepthOf(Run run) => _depths[RegionOf(run)];

    /// <summary>A number that all runs of a region share.</summary>
    public int RegionOf(Run run) => Root(run.Index);

    /// <returns>Null when there are more than <paramref name="most"/>.</returns>
    public static MaskRuns? Find(ChangeMask mask, int most)
    {
        var runs = new MaskRuns();
        var above = 0;
        for (var y = 0; y < mask.Height; y++)
        {
            var start = runs.All.Count;
            runs.AddRow(mask.Row(y), y);
            if (runs.All.Count > most)
            {
                return null;
            }

            runs.Join(above, start);
            above = start;
        }

        return runs;
    }

    private void AddRow(ReadOnlySpan<byte> row, int y)
    {
        for (var x = 0; x < row.Length;)
        {
            var first = row[x..].IndexOfAnyExcept((byte)0);
            if (first < 0)
            {
                return;
            }

            first += x;
            var length = row[first..].IndexOf((byte)0);
            x = length < 0 ? row.Length : first + length;
            All.Add(new Run(All.Count, y, first, x));
            _parents.Add(_parents.Count);
            _depths.Add(Deepest(row[first..x]));
        }
    }

    private static byte Deepest(ReadOnlySpan<byte> values)
    {
        byte deepest = 0;
        foreach (var value in values)
        {
            deepest = Math.Max(deepest, value);
        }

        return deepest;
    }

    /// <summary>Runs of one row with those of the row above, corners included.</summary>
    private void Join(int above, int start)
    {
        var upper = above;
        for (var lower = start; lower < All.Count; lower++)
        {
            while (upper < start && (All[upper].Y != All[lower].Y - 1 || All[upper].End < All[lower].First))
            {
                upper++;
            }

            for (var at = upper; at < start && All[at].First <= All[lower].End; at++)
            {
                Union(at, lower);
            }
        }
    }

    private void Union(int one, int other)
    {
        var (a, b) = (Root(one), Root(other));
        if (a != b)
        {
            _parents[b] = a;
            _depths[a] = Math.Max(_depths[a], _depths[b]);
        }
    }

    private int Root(int index)
    {
        while (_parents[index] != index)
        {
            _parents[index] = _parents[_parents[index]];
            index = _parents[index];
        }

        return index;
    }

    /// <param name="Index">In <see cref="All"/>.</param>
    /// <param name="End">One past its last pixel.</param>
    internal readonly record struct Run(int Index, int Y, int First, int End);
}
