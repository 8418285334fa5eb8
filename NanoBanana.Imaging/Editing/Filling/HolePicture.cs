namespace NanoBanana.Imaging.Editing.Filling;

/// <summary>A picture with a hole: three bytes a pixel, and which pixels are to be filled.</summary>
internal sealed class HolePicture
{
    private readonly bool[] _isSource;

    /// <param name="colours">Three bytes a pixel, rows from the top; the hole is filled in place.</param>
    /// <param name="hole">True where something is to be filled.</param>
    public HolePicture(byte[] colours, bool[] hole, int width, int height)
    {
        (Colours, Hole, Width, Height) = (colours, hole, width, height);
        _isSource = FindSources();
        Sources = [.. Enumerable.Range(0, Count).Where(at => _isSource[at])];
    }

    public byte[] Colours { get; }

    public bool[] Hole { get; }

    public int Width { get; }

    public int Height { get; }

    public int Count => Hole.Length;

    /// <summary>The middles of patches that are wholly known.</summary>
    public int[] Sources { get; }

    public bool IsSource(int at) => _isSource[at];

    public int At(int x, int y) => (Math.Clamp(y, 0, Height - 1) * Width) + Math.Clamp(x, 0, Width - 1);

    /// <summary>The middles of patches that touch the hole and lie in the picture.</summary>
    public int[] Targets()
    {
        var near = Spread(Hole, Width, Height, PatchField.Radius);
        return [.. Enumerable.Range(0, Count).Where(at => near[at] && IsInside(at))];
    }

    /// <summary>Half as large; a pixel is a hole when one of its four is, and its colour is the mean of those that are none.</summary>
    public HolePicture Half()
    {
        var (width, height) = (Width / 2, Height / 2);
        var (colours, hole) = (new byte[width * height * 3], new bool[width * height]);
        for (var at = 0; at < hole.Length; at++)
        {
            var first = (at / width * 2 * Width) + (at % width * 2);
            int[] four = [first, first + 1, first + Width, first + Width + 1];
            var known = four.Where(one => !Hole[one]).ToArray();
            hole[at] = known.Length < 4;
            for (var band = 0; band < 3; band++)
            {
                colours[(3 * at) + band] = (byte)(known.Length == 0 ? 128 : known.Average(one => Colours[(3 * one) + band]));
            }
        }

        return new(colours, hole, width, height);
    }

    /// <summary>The sum of squares between two patches; given up as soon as it is more than <paramref name="most"/>.</summary>
    public int Difference(int one, int other, int most)
    {
        const int Across = ((2 * PatchField.Radius) + 1) * 3;
        var sum = 0;
        for (var y = -PatchField.Radius; y <= PatchField.Radius; y++)
        {
            var first = Colours.AsSpan(((one + (y * Width)) - PatchField.Radius) * 3, Across);
            var second = Colours.AsSpan(((other + (y * Width)) - PatchField.Radius) * 3, Across);
            for (var x = 0; x < Across; x++)
            {
                var difference = first[x] - second[x];
                sum += difference * difference;
            }

            if (sum > most)
            {
                return sum;
            }
        }

        return sum;
    }

    private bool IsInside(int at)
    {
        var (x, y) = (at % Width, at / Width);
        return x >= PatchField.Radius && y >= PatchField.Radius && x < Width - PatchField.Radius && y < Height - PatchField.Radius;
    }

    private bool[] FindSources()
    {
        var near = Spread(Hole, Width, Height, PatchField.Radius);
        return [.. Enumerable.Range(0, Count).Select(at => !near[at] && IsInside(at))];
    }

    /// <summary>What is marked grows by a number of pixels to all sides.</summary>
    public static bool[] Spread(bool[] map, int width, int height, int by)
    {
        var (rows, both) = (new bool[map.Length], new bool[map.Length]);
        for (var at = 0; at < map.Length; at++)
        {
            if (map[at])
            {
                var (x, start) = (at % width, at / width * width);
                var (left, right) = (Math.Max(0, x - by), Math.Min(width - 1, x + by));
                rows.AsSpan(start + left, right - left + 1).Fill(true);
            }
        }

        for (var at = 0; at < rows.Length; at++)
        {
            if (rows[at])
            {
                var (x, y) = (at % width, at / width);
                for (var row = Math.Max(0, y - by); row <= Math.Min(height - 1, y + by); row++)
                {
                    both[(row * width) + x] = true;
                }
            }
        }

        return both;
    }
}
