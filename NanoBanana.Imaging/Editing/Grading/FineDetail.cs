using System.Numerics;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Grading;

/// <summary>By how much the light of each pixel differs from that of its neighbourhood, row after row; it keeps as many rows as it looks
/// at.</summary>
internal sealed class FineDetail
{
    private readonly Raster _pixels;
    private readonly float[] _weights;
    private readonly float[][] _smoothed;
    private readonly float[][] _light;
    private readonly float[] _padded;
    private int _read;

    /// <param name="sigma">The deviation of the Gaussian, in pixels.</param>
    public FineDetail(Raster pixels, double sigma)
    {
        _pixels = pixels;
        _weights = Weights(sigma);
        var rows = Math.Min(_weights.Length, pixels.Height);
        (_smoothed, _light) = (Rows(rows, pixels.Width), Rows(rows, pixels.Width));
        _padded = new float[pixels.Width + _weights.Length];
    }

    /// <summary>As long as it has to be: what is left out is less than a fiftieth of a byte.</summary>
    public static float[] Weights(double sigma)
    {
        var radius = (int)Math.Ceiling(2.5 * sigma);
        var bell = Enumerable.Range(-radius, (2 * radius) + 1).Select(at => Math.Exp(-at * at / (2 * sigma * sigma))).ToArray();
        return [.. bell.Select(weight => (float)(weight / bell.Sum()))];
    }

    /// <summary>Rows are asked for from the top, each before its pixels change.</summary>
    public void Read(int y, Span<float> detail)
    {
        var radius = _weights.Length / 2;
        for (; _read <= Math.Min(y + radius, _pixels.Height - 1); _read++)
        {
            Smooth(_read);
        }

        detail.Clear();
        for (var at = 0; at < _weights.Length; at++)
        {
            Add(_smoothed[Math.Clamp(y + at - radius, 0, _pixels.Height - 1) % _smoothed.Length], -_weights[at], detail);
        }

        Add(_light[y % _light.Length], 1, detail);
    }

    private void Smooth(int y)
    {
        var (light, smoothed, radius) = (_light[y % _light.Length], _smoothed[y % _smoothed.Length], _weights.Length / 2);
        var row = _pixels.Row(y);
        for (int x = 0, at = 0; x < light.Length; x++, at += _pixels.Bands)
        {
            light[x] = DevelopTone.LightOf(new Vector3(row[at], row[at + 1], row[at + 2]) / 255);
        }

        light.CopyTo(_padded, radius);
        _padded.AsSpan(0, radius).Fill(light[0]);
        _padded.AsSpan(radius + light.Length).Fill(light[^1]);
        Array.Clear(smoothed);
        for (var at = 0; at < _weights.Length; at++)
        {
            Add(_padded.AsSpan(at, light.Length), _weights[at], smoothed);
        }
    }

    private static void Add(ReadOnlySpan<float> from, float factor, Span<float> to)
    {
        var at = 0;
        for (; at <= from.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            ((new Vector<float>(from[at..]) * factor) + new Vector<float>(to[at..])).CopyTo(to[at..]);
        }

        for (; at < from.Length; at++)
        {
            to[at] += from[at] * factor;
        }
    }

    private static float[][] Rows(int count, int width) => [.. Enumerable.Range(0, count).Select(_ => new float[width])];
}
