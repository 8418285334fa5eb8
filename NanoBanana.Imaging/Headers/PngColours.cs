using System.Buffers.Binary;

namespace NanoBanana.Imaging.Headers;

/// <summary>What the numbers of a PNG mean by its chunks gAMA and cHRM.</summary>
/// <param name="Gamma">The power that makes light of a number.</param>
/// <param name="Primaries">White, red, green and blue; null for those of sRGB.</param>
internal sealed record PngColours(double Gamma, PngPrimaries? Primaries);

/// <summary>CIE xy chromaticities.</summary>
internal sealed record PngPrimaries(
    (double X, double Y) White, (double X, double Y) Red, (double X, double Y) Green, (double X, double Y) Blue);

/// <summary>
/// Collects the chunks that give a PNG's numbers their meaning, and weighs them as Chromium does: a profile, sRGB or cICP outrank gAMA and
/// cHRM, cHRM alone says nothing, and neither does gAMA alone where it is about that of sRGB.
/// </summary>
internal sealed class PngColoursReader
{
    private const double Unit = 100_000;

    // A power beyond these comes from a damaged file.
    private const double LeastGamma = 0.1;
    private const double MostGamma = 10;
    private const double SrgbGamma = 2.2;
    private const double SameGamma = 0.05;

    private bool _isOutranked;
    private double? _gamma;
    private PngPrimaries? _primaries;

    public PngColours? Found =>
        !_isOutranked && _gamma is { } gamma && (_primaries is not null || Math.Abs(gamma - SrgbGamma) > SameGamma)
            ? new(gamma, _primaries)
            : null;

    /// <param name="cursor">At the data of the chunk.</param>
    public void Read(ReadOnlySpan<byte> type, long length, HeaderCursor cursor)
    {
        if (type.SequenceEqual("iCCP"u8) || type.SequenceEqual("sRGB"u8) || type.SequenceEqual("cICP"u8))
        {
            _isOutranked = true;
        }
        else if (type.SequenceEqual("gAMA"u8) && length == sizeof(uint))
        {
            Span<byte> data = stackalloc byte[sizeof(uint)];
            cursor.Read(data);
            var power = Unit / BinaryPrimitives.ReadUInt32BigEndian(data);
            _gamma = power is >= LeastGamma and <= MostGamma ? power : null;
        }
        else if (type.SequenceEqual("cHRM"u8) && length == 8 * sizeof(uint))
        {
            Span<byte> data = stackalloc byte[8 * sizeof(uint)];
            cursor.Read(data);
            _primaries = new(Point(data), Point(data[8..]), Point(data[16..]), Point(data[24..]));
        }
    }

    private static (double X, double Y) Point(ReadOnlySpan<byte> data) =>
        (BinaryPrimitives.ReadUInt32BigEndian(data) / Unit, BinaryPrimitives.ReadUInt32BigEndian(data[4..]) / Unit);
}
