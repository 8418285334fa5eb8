namespace NanoBanana.Imaging.Compositing;

/// <summary>
/// Takes back what an engine did to the light and the colours of a whole picture: gain and offset (0–1) for each of red, green and blue.
/// </summary>
internal sealed record ColourMatch(float[] Gain, float[] Offset)
{
    private const int Rounds = 6;
    private const int Least = 60;
    // Of the registration image's longest side: how near the mask the surroundings must be.
    private const double Near = 0.15;
    // Both ends of the scale may have been cut off.
    private const float Dark = 4;
    private const float Bright = 251;

    public static ColourMatch None { get; } = new([1, 1, 1], [0, 0, 0]);

    public bool IsNone => ReferenceEquals(this, None);

    public static ColourMatch Find(RegistrationImage source, RegistrationImage answer, Placement placement)
    {
        var area = UnmaskedDifference(source);
        var pairs = Pairs(source, answer, placement, area);
        if (pairs[0].Count < Least)
        {
            return None;
        }

        var (gain, offset) = (new float[3], new float[3]);
        for (var colour = 0; colour < 3; colour++)
        {
            if (Fit(pairs[colour]) is not { } fit)
            {
                return None;
            }

            (gain[colour], offset[colour]) = ((float)fit.Gain, (float)(fit.Offset / 255));
        }

        var match = new ColourMatch(gain, offset);
        return match.IsSmall() ? None : match;
    }

    /// <summary>Less than a level anywhere.</summary>
    private bool IsSmall()
    {
        for (var colour = 0; colour < 3; colour++)
        {
            if (Math.Abs(Offset[colour]) * 255 > 0.75f || Math.Abs(Gain[colour] + Offset[colour] - 1) * 255 > 0.75f)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The box around the mask with a margin: there the answer must fit in.</summary>
    private static (int Left, int Top, int Right, int Bottom) UnmaskedDifference(RegistrationImage source)
    {
        var (left, top, right, bottom) = (source.Width, source.Height, 0, 0);
        for (var y = 0; y < source.Height; y++)
        {
            var row = source.Counts.AsSpan(y * source.Width, source.Width);
            if (row.IndexOf(false) is var first and >= 0)
            {
                (left, right) = (Math.Min(left, first), Math.Max(right, row.LastIndexOf(false) + 1));
                (top, bottom) = (Math.Min(top, y), y + 1);
            }
        }

        var margin = (int)Math.Ceiling(Math.Max(source.Width, source.Height) * Near);
        return (
            Math.Max(0, left - margin), Math.Max(0, top - margin),
            Math.Min(source.Width, right + margin), Math.Min(source.Height, bottom + margin));
    }

    private static List<(float Answer, float Source)>[] Pairs(
        RegistrationImage source, RegistrationImage answer, Placement placement, (int Left, int Top, int Right, int Bottom) area)
    {
        List<(float, float)>[] pairs = [[], [], []];
        var (across, down) = (placement.X.Between(source.Factor, answer.Factor), placement.Y.Between(source.Factor, answer.Factor));
        for (var y = area.Top; y < area.Bottom; y++)
        {
            for (var x = area.Left; x < area.Right; x++)
            {
                var at = (y * source.Width) + x;
                var (u, v) = (across[x + 0.5], down[y + 0.5]);
                if (!source.Counts[at] || !answer.Shows(u, v))
                {
                    continue;
                }

                for (var colour = 0; colour < 3; colour++)
                {
                    pairs[colour].Add((RegistrationImage.Interpolate(answer.Rgb[colour], answer, u, v), source.Rgb[colour][at]));
                }
            }
        }

        return pairs;
    }

    /// <summary>
    /// A line through the pairs that ignores what does not fit; the slope is pulled to 1 where the surroundings have but one tone.
    /// </summary>
    private static (double Gain, double Offset)? Fit(List<(float Answer, float Source)> pairs)
    {
        var (gain, offset) = (1.0, Median(pairs, 1, 0, absolute: false));
        var whole = pairs.Count;
        for (var round = 0; round < Rounds; round++)
        {
            var limit = Math.Max(4, Biweight.Limit(Median(pairs, gain, offset, absolute: true)));
            double n = 0, sumA = 0, sumS = 0, sumAA = 0, sumAS = 0;
            foreach (var (a, s) in pairs)
            {
                var misfit = (s - (gain * a) - offset) / limit;
                if (Math.Abs(misfit) < 1 && a is > Dark and < Bright && s is > Dark and < Bright)
                {
                    var share = Biweight.Weight(misfit);
                    n += share;
                    sumA += share * a;
                    sumS += share * s;
                    sumAA += share * a * a;
                    sumAS += share * a * s;
                }
            }

            // Too little is left that looks the same: the engine painted it all anew.
            if (n < Math.Max(Least / 2, whole * 0.1))
            {
                return null;
            }

            var (meanA, meanS) = (sumA / n, sumS / n);
            const double Pull = 9;
            gain = Math.Clamp(((sumAS / n) - (meanA * meanS) + Pull) / ((sumAA / n) - (meanA * meanA) + Pull), 0.5, 2);
            offset = meanS - (gain * meanA);
        }

        return (gain, offset);
    }

    private static double Median(List<(float Answer, float Source)> pairs, double gain, double offset, bool absolute)
    {
        var stride = Math.Max(1, pairs.Count / 20_000);
        var values = new List<double>((pairs.Count / stride) + 1);
        for (var at = 0; at < pairs.Count; at += stride)
        {
            var misfit = pairs[at].Source - (gain * pairs[at].Answer) - offset;
            values.Add(absolute ? Math.Abs(misfit) : misfit);
        }

        values.Sort();
        return values[values.Count / 2];
    }
}
