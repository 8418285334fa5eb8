using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace NanoBanana.Imaging.Compositing;

/// <summary>The frame of a PNG: lengths, names and checksums.</summary>
internal sealed class PngChunks
{
    private static readonly byte[] ColourTypes = [0, 4, 2, 6];

    private readonly Stream _output;

    public PngChunks(Stream output)
    {
        _output = output;
        _output.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
    }

    public void WriteHeader(int width, int height, int bands, int depth)
    {
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = (byte)(8 * depth);
        header[9] = ColourTypes[bands - 1];
        header[10..].Clear();
        Write("IHDR"u8, header);
    }

    public void WriteProfile(byte[] profile)
    {
        using var chunk = new MemoryStream();
        chunk.Write("icc\0\0"u8);
        using (var deflate = new ZLibStream(chunk, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(profile);
        }

        Write("iCCP"u8, chunk.GetBuffer().AsSpan(0, (int)chunk.Length));
    }

    public void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> frame = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(frame, data.Length);
        name.CopyTo(frame[4..]);
        _output.Write(frame);
        _output.Write(data);
        var checksum = new Crc32();
        checksum.Append(name);
        checksum.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(frame, checksum.GetCurrentHashAsUInt32());
        _output.Write(frame[..4]);
    }
}
