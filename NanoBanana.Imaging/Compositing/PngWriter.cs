using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NanoBanana.Imaging.Compositing;

/// <summary>Writes a PNG row by row, so that the whole picture need not exist anywhere; fast rather than small.</summary>
internal sealed class PngWriter : IDisposable
{
    private const int ChunkLength = 1 << 20;
    private const byte FilterSub = 1;
    private const byte FilterUp = 2;

    private readonly PngChunks _chunks;
    private readonly MemoryStream _deflated = new(ChunkLength + (1 << 16));
    private readonly ZLibStream _deflate;
    private readonly byte[] _above;
    private readonly byte[] _row;
    private readonly byte[] _sub;
    private readonly byte[] _up;
    private readonly int _pixel;
    private readonly bool _isWide;

    /// <param name="bands">1–4, as in <see cref="Raster.Bands"/>.</param>
    /// <param name="depth">Bytes a band: 1 or 2.</param>
    public PngWriter(Stream output, int width, int height, int bands, int depth, byte[]? profile)
    {
        _chunks = new PngChunks(output);
        (_pixel, _isWide) = (bands * depth, depth == 2);
        var stride = width * _pixel;
        (_above, _row, _sub, _up) = (new byte[stride], new byte[stride], new byte[stride + 1], new byte[stride + 1]);
        (_sub[0], _up[0]) = (FilterSub, FilterUp);
        _chunks.WriteHeader(width, height, bands, depth);
        if (profile is not null)
        {
            _chunks.WriteProfile(profile);
        }

        _deflate = new ZLibStream(
            _deflated, new ZLibCompressionOptions { CompressionLevel = 1, CompressionStrategy = ZLibCompressionStrategy.Filtered },
            leaveOpen: true);
    }

    /// <param name="row">Bands of two bytes in the machine's order.</param>
    public void WriteRow(ReadOnlySpan<byte> row)
    {
        if (_isWide && BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ushort>(row), MemoryMarshal.Cast<byte, ushort>(_row.AsSpan()));
        }
        else
        {
            row.CopyTo(_row);
        }

        Difference(_row, _above, _up.AsSpan(1));
        _row.AsSpan(0, _pixel).CopyTo(_sub.AsSpan(1));
        Difference(_row.AsSpan(_pixel), _row.AsSpan(0, _row.Length - _pixel), _sub.AsSpan(1 + _pixel));
        _deflate.Write(Size(_up) < Size(_sub) ? _up : _sub);
        _row.AsSpan().CopyTo(_above);
        if (_deflated.Length >= ChunkLength)
        {
            WriteDeflated();
        }
    }

    public void Finish()
    {
        _deflate.Dispose();
        WriteDeflated();
        _chunks.Write("IEND"u8, []);
    }

    public void Dispose()
    {
        _deflate.Dispose();
        _deflated.Dispose();
    }

    private void WriteDeflated()
    {
        _chunks.Write("IDAT"u8, _deflated.GetBuffer().AsSpan(0, (int)_deflated.Length));
        _deflated.SetLength(0);
    }

    private static void Difference(ReadOnlySpan<byte> row, ReadOnlySpan<byte> from, Span<byte> to)
    {
        var at = 0;
        for (; at <= row.Length - Vector<byte>.Count; at += Vector<byte>.Count)
        {
            (new Vector<byte>(row[at..]) - new Vector<byte>(from[at..])).CopyTo(to[at..]);
        }

        for (; at < row.Length; at++)
        {
            to[at] = (byte)(row[at] - from[at]);
        }
    }

    /// <summary>Small differences, up or down, pack well.</summary>
    private static long Size(ReadOnlySpan<byte> filtered)
    {
        var sum = 0L;
        var at = 0;
        while (at <= filtered.Length - Vector<byte>.Count)
        {
            // Not more often than the lanes of 16 bits can hold.
            var lanes = Vector<ushort>.Zero;
            for (var round = 0; round < 255 && at <= filtered.Length - Vector<byte>.Count; round++, at += Vector<byte>.Count)
            {
                var value = new Vector<byte>(filtered[at..]);
                Vector.Widen(Vector.Min(value, Vector<byte>.Zero - value), out var low, out var high);
                lanes += low + high;
            }

            Vector.Widen(lanes, out var first, out var second);
            sum += Vector.Sum(first) + Vector.Sum(second);
        }

        for (; at < filtered.Length; at++)
        {
            sum += Math.Min(filtered[at], (byte)-filtered[at]);
        }

        return sum;
    }
}
