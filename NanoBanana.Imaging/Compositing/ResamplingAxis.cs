namespace NanoBanana.Imaging.Compositing;

/// <summary>Which pixels of an answer make each pixel of the source, along one axis.</summary>
internal sealed class ResamplingAxis
{
    private const int Radius = 2;

    private readonly int[] _first;
    private readonly int[] _start;
    private readonly float[] _weights;

    public ResamplingAxis(AxisPlacement placement, int source, int answer)
    {
        (_first, _start) = (new int[source], new int[source + 1]);
        var weights = new List<float>(source * 2 * Radius);
        var stretch = Math.Max(1, placement.Scale);
        Span<double> taps = new double[(int)Math.Ceiling(2 * Radius * stretch) + 2];
        for (var at = 0; at < source; at++)
        {
            var centre = placement[at + 0.5] - 0.5;
            var (first, end) = ((int)Math.Ceiling(centre - (Radius * stretch)), (int)Math.Floor(centre + (Radius * stretch)) + 1);
            var sum = 0.0;
            for (var tap = first; tap < end; tap++)
            {
                taps[tap - first] = Cubic((tap - centre) / stretch);
                sum += taps[tap - first];
            }

            _first[at] = Add(taps[..(end - first)], first, sum, answer, weights);
            _start[at + 1] = weights.Count;
        }

        _weights = [.. weights];
    }

    public TapRow Taps(int at) => new(_first[at], _weights.AsSpan(_start[at]..(_start[at + 1])));

    /// <summary>What lies outside is the pixel at the edge; what weighs nothing is left out.</summary>
    private static int Add(ReadOnlySpan<double> taps, int first, double sum, int answer, List<float> weights)
    {
        var (from, start) = (-1, weights.Count);
        for (var tap = 0; tap < taps.Length; tap++)
        {
            if (Math.Abs(taps[tap]) < 1e-9)
            {
                continue;
            }

            var at = Math.Clamp(first + tap, 0, answer - 1);
            from = from < 0 ? at : from;
            while (weights.Count - start <= at - from)
            {
                weights.Add(0);
            }

            weights[start + at - from] += (float)(taps[tap] / sum);
        }

        return from;
    }

    private static double Cubic(double distance) => Math.Abs(distance) switch
    {
        var d and < 1 => (((1.5 * d) - 2.5) * d * d) + 1,
        var d and < 2 => (((((-0.5 * d) + 2.5) * d) - 4) * d) + 2,
        _ => 0,
    };
}

/// <summary>The first pixel and the weights from there on; they sum to 1.</summary>
internal readonly ref struct TapRow(int first, ReadOnlySpan<float> weights)
{
    public int First => first;

    public ReadOnlySpan<float> Weights { get; } = weights;

    public void Deconstruct(out int from, out ReadOnlySpan<float> taps)
    {
        from = First;
        taps = Weights;
    }
}
