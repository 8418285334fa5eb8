namespace NanoBanana.Imaging.Editing.Regions;

/// <summary>
/// Finds the strongest line that is nearly level, or nearly upright, by a Hough transform: each edge votes for the lines through it that go
/// its way.
/// </summary>
internal sealed class LevelLine
{
    // Degrees on either side that count as nearly.
    private const double Widest = 15;
    private const double Step = 0.1;
    // How far an edge's own direction may be from the line's, in degrees.
    private const double Tolerance = 7;
    // Of the shorter side: a line with fewer edges on it is none.
    private const double LeastLength = 0.3;
    private const int LeastSlope = 40;

    private static readonly (double Sin, double Cos)[] Angles =
        [.. Enumerable.Range(0, (int)Math.Round(2 * Widest / Step) + 1).Select(angle =>
            Math.SinCos(((angle * Step) - Widest) * Math.PI / 180))];

    private readonly int _reach;
    private readonly int[] _level;
    private readonly int[] _upright;

    private LevelLine(int width, int height)
    {
        _reach = width + height;
        (_level, _upright) = (new int[Angles.Length * 2 * _reach], new int[Angles.Length * 2 * _reach]);
    }

    /// <param name="light">One byte a pixel, rows from the top.</param>
    /// <returns>Degrees clockwise by which the line is off; null where there is none.</returns>
    public static double? Find(ReadOnlySpan<byte> light, int width, int height)
    {
        var votes = new LevelLine(width, height);
        for (var y = 1; y < height - 1; y++)
        {
            var above = light.Slice((y - 1) * width, width);
            var row = light.Slice(y * width, width);
            var below = light.Slice((y + 1) * width, width);
            for (var x = 1; x < width - 1; x++)
            {
                var across = above[x + 1] + (2 * row[x + 1]) + below[x + 1] - above[x - 1] - (2 * row[x - 1]) - below[x - 1];
                var down = below[x - 1] + (2 * below[x]) + below[x + 1] - above[x - 1] - (2 * above[x]) - above[x + 1];
                if ((across * across) + (down * down) >= LeastSlope * LeastSlope)
                {
                    votes.Add(x, y, across, down);
                }
            }
        }

        var (level, upright) = (votes._level.Max(), votes._upright.Max());
        return Math.Max(level, upright) < LeastLength * Math.Min(width, height) ? null
            : votes.AngleOf(level >= upright ? votes._level : votes._upright);
    }

    private void Add(int x, int y, int across, int down)
    {
        // A line runs across the slope; the angle is 0 for one that is exactly level or upright.
        var isUpright = Math.Abs(across) > Math.Abs(down);
        var degrees = (isUpright ? Math.Atan2(down, across) : Math.Atan2(-across, down)) * 180 / Math.PI;
        degrees -= 180 * Math.Round(degrees / 180);
        if (Math.Abs(degrees) > Widest)
        {
            return;
        }

        var votes = isUpright ? _upright : _level;
        var first = Math.Max(0, (int)Math.Ceiling((degrees - Tolerance + Widest) / Step));
        var last = Math.Min(Angles.Length - 1, (int)((degrees + Tolerance + Widest) / Step));
        for (var angle = first; angle <= last; angle++)
        {
            var (sin, cos) = Angles[angle];
            var distance = isUpright ? (x * cos) + (y * sin) : (y * cos) - (x * sin);
            votes[(angle * 2 * _reach) + (int)Math.Round(distance) + _reach]++;
        }
    }

    private double AngleOf(int[] votes) => Math.Round((Array.IndexOf(votes, votes.Max()) / (2 * _reach) * Step) - Widest, 1);
}
