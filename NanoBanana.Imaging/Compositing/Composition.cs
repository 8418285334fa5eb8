using System.Numerics;
using System.Runtime.InteropServices;

namespace NanoBanana.Imaging.Compositing;

/// <summary>
/// The rows of a result: the source's own numbers, and where the mask allows, the answer's, mixed as far as the feather says. Grey becomes
/// colour, and alpha is added, only if the answer brings them.
/// </summary>
internal sealed class Composition
{
    private readonly Raster _source;
    private readonly ChangeMask _mask;
    private readonly ColourMatch _match;
    private readonly Resampler _answer;
    private readonly int _answerBands;
    private readonly float[] _painted;
    private readonly bool _isOnNothing;

    /// <param name="mask">Softened.</param>
    /// <param name="isCutOut">Where a transparent answer does not reach, the result is transparent, not the source's.</param>
    public Composition(Raster source, Raster answer, ChangeMask mask, Placement placement, ColourMatch match, bool isCutOut = false)
    {
        (_source, _mask, _match, _answerBands) = (source, mask, match, answer.Bands);
        _answer = new Resampler(answer, placement, source.Width, source.Height);
        _painted = new float[source.Width * answer.Bands];
        var look = AnswerTraits.Of(answer, mask, placement);
        HasAlpha = source.HasAlpha || look.IsTransparent;
        _isOnNothing = isCutOut && look.IsTransparent;
        IsGrey = source.IsGrey && !look.IsColoured;
    }

    public bool HasAlpha { get; }

    public bool IsGrey { get; }

    public int Bands => (IsGrey ? 1 : 3) + (HasAlpha ? 1 : 0);

    public int Depth => _source.Depth;

    /// <summary>A grey profile says nothing about colours, so that colours get one in which grey stays the same.</summary>
    public byte[]? Profile => IsGrey ? _source.Profile : _source.ProfileInColour;

    /// <param name="row">As in a <see cref="Raster"/> of <see cref="Bands"/> and <see cref="Depth"/>.</param>
    public void Read(int y, Span<byte> row)
    {
        if (Depth == 1)
        {
            Read<byte>(y, _source.Row(y), row, byte.MaxValue);
        }
        else
        {
            Read<ushort>(y, MemoryMarshal.Cast<byte, ushort>(_source.Row(y)), MemoryMarshal.Cast<byte, ushort>(row), ushort.MaxValue);
        }
    }

    private void Read<T>(int y, ReadOnlySpan<T> source, Span<T> row, float most)
        where T : unmanaged, INumber<T>
    {
        if (_isOnNothing)
        {
            row.Clear();
        }
        else
        {
            CopySource(source, row, T.CreateTruncating(most));
        }

        var mask = _mask.Row(y);
        for (var end = 0; mask[end..].IndexOfAnyExcept((byte)0) is var gap and >= 0;)
        {
            var first = end + gap;
            var length = mask[first..].IndexOf((byte)0);
            end = length < 0 ? mask.Length : first + length;
            _answer.Read(y, first, end, _painted);
            for (var x = first; x < end; x++)
            {
                Mix(_painted.AsSpan((x - first) * _answerBands, _answerBands), row.Slice(x * Bands, Bands), mask[x] * (1 / 255f), most);
            }
        }
    }

    private void CopySource<T>(ReadOnlySpan<T> source, Span<T> row, T opaque)
        where T : unmanaged
    {
        if (Bands == _source.Bands)
        {
            source.CopyTo(row);
            return;
        }

        var (bands, from) = (Bands, _source.Bands);
        for (int at = 0, to = 0; at < source.Length; at += from, to += bands)
        {
            var pixel = row.Slice(to, bands);
            if (HasAlpha)
            {
                pixel[^1] = _source.HasAlpha ? source[at + from - 1] : opaque;
            }

            for (var colour = 0; colour < (IsGrey ? 1 : 3); colour++)
            {
                pixel[colour] = source[at + (_source.IsGrey ? 0 : colour)];
            }
        }
    }

    /// <param name="painted">The answer's pixel, alpha multiplied in.</param>
    /// <param name="pixel">The source's, and then the result's.</param>
    private void Mix<T>(ReadOnlySpan<float> painted, Span<T> pixel, float share, float most)
        where T : unmanaged, INumber<T>
    {
        Span<float> colours = stackalloc float[3];
        var alpha = Paint(painted, colours);
        if (!HasAlpha)
        {
            for (var colour = 0; colour < pixel.Length; colour++)
            {
                var old = float.CreateTruncating(pixel[colour]);
                pixel[colour] = T.CreateTruncating(old + (((colours[colour] * most) - old) * share) + 0.5f);
            }

            return;
        }

        var (keep, take) = ((1 - share) * float.CreateTruncating(pixel[^1]) / most, share * alpha);
        var whole = keep + take;
        pixel[^1] = T.CreateTruncating((whole * most) + 0.5f);
        for (var colour = 0; whole > 0 && colour < pixel.Length - 1; colour++)
        {
            var old = float.CreateTruncating(pixel[colour]);
            pixel[colour] = T.CreateTruncating((((old * keep) + (colours[colour] * most * take)) / whole) + 0.5f);
        }
    }

    /// <summary>The answer's colour in the source's light, 0–1; grey if the result is.</summary>
    /// <returns>Its alpha.</returns>
    private float Paint(ReadOnlySpan<float> painted, Span<float> colours)
    {
        var alpha = _answerBands is 2 or 4 ? Math.Clamp(painted[^1], 0, 1) : 1;
        var scale = alpha > 0 ? 1 / alpha : 0;
        for (var colour = 0; colour < 3; colour++)
        {
            colours[colour] = Math.Clamp(
                (painted[_answerBands < 3 ? 0 : colour] * scale * _match.Gain[colour]) + _match.Offset[colour], 0, 1);
        }

        if (IsGrey)
        {
            colours[0] = (0.299f * colours[0]) + (0.587f * colours[1]) + (0.114f * colours[2]);
        }

        return alpha;
    }
}
