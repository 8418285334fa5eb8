using System.Numerics;
using System.Runtime.InteropServices;

namespace NanoBanana.Imaging.Compositing;

/// <summary>
/// Rows of an answer as they lie in the source, computed only where they are wanted: Catmull and Rom's cubic, stretched where the answer is
/// larger. At whole-pixel shifts the numbers are the answer's own.
/// </summary>
internal sealed class Resampler(Raster answer, Placement placement, int width, int height)
{
    private readonly int _bands = answer.Bands;
    private readonly ResamplingAxis _across = new(placement.X, width, answer.Width);
    private readonly ResamplingAxis _down = new(placement.Y, height, answer.Height);
    private readonly Dictionary<int, float[]> _rows = [];
    private readonly Stack<float[]> _spare = new();
    private readonly float[] _mixed = new float[answer.Width * answer.Bands];

    /// <param name="pixels">
    /// From <paramref name="first"/> to before <paramref name="end"/>, as many numbers a pixel as the answer has bands, 0–1, alpha
    /// multiplied in.
    /// </param>
    public void Read(int y, int first, int end, Span<float> pixels)
    {
        var (from, weights) = _down.Taps(y);
        Forget(from, from + weights.Length);
        var left = _across.Taps(first).First * _bands;
        var last = _across.Taps(end - 1);
        var length = ((last.First + last.Weights.Length) * _bands) - left;
        ReadOnlySpan<float> mixed;
        if (weights.Length == 1)
        {
            mixed = RowOf(from);
        }
        else
        {
            _mixed.AsSpan(left, length).Clear();
            for (var tap = 0; tap < weights.Length; tap++)
            {
                AddTimes(RowOf(from + tap).AsSpan(left, length), weights[tap], _mixed.AsSpan(left, length));
            }

            mixed = _mixed;
        }

        Across(mixed, first, end, pixels);
    }

    private void Across(ReadOnlySpan<float> row, int first, int end, Span<float> pixels)
    {
        var to = 0;
        for (var x = first; x < end; x++)
        {
            var (from, weights) = _across.Taps(x);
            for (var band = 0; band < _bands; band++)
            {
                var at = (from * _bands) + band;
                var sum = 0f;
                foreach (var weight in weights)
                {
                    sum += weight * row[at];
                    at += _bands;
                }

                pixels[to++] = sum;
            }
        }
    }

    private static void AddTimes(ReadOnlySpan<float> row, float weight, Span<float> sum)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(row);
        var to = MemoryMarshal.Cast<float, Vector<float>>(sum);
        for (var at = 0; at < from.Length; at++)
        {
            to[at] += from[at] * weight;
        }

        for (var at = from.Length * Vector<float>.Count; at < row.Length; at++)
        {
            sum[at] += row[at] * weight;
        }
    }

    private float[] RowOf(int y)
    {
        if (_rows.TryGetValue(y, out var row))
        {
            return row;
        }

        row = _spare.Count > 0 ? _spare.Pop() : new float[answer.Width * _bands];
        if (answer.Depth == 1)
        {
            ToNumbers(answer.Row(y), row);
        }
        else
        {
            ToNumbers(MemoryMarshal.Cast<byte, ushort>(answer.Row(y)), row);
        }

        if (answer.HasAlpha)
        {
            Multiply(row);
        }

        return _rows[y] = row;
    }

    private static void ToNumbers(ReadOnlySpan<byte> bytes, float[] numbers)
    {
        for (var at = 0; at < numbers.Length; at++)
        {
            numbers[at] = bytes[at] * (1 / 255f);
        }
    }

    private static void ToNumbers(ReadOnlySpan<ushort> words, float[] numbers)
    {
        for (var at = 0; at < numbers.Length; at++)
        {
            numbers[at] = words[at] * (1 / 65535f);
        }
    }

    private void Multiply(float[] row)
    {
        for (var at = 0; at < row.Length; at += _bands)
        {
            var alpha = row[at + _bands - 1];
            for (var band = 0; band < _bands - 1; band++)
            {
                row[at + band] *= alpha;
            }
        }
    }

    private void Forget(int from, int end)
    {
        foreach (var (y, row) in _rows)
        {
            if (y < from || y >= end)
            {
                _rows.Remove(y);
                _spare.Push(row);
            }
        }
    }
}
