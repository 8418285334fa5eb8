using System.Buffers.Binary;
using System.IO.Compression;

namespace NanoBanana.Core.Imaging.Finishing;

/// <summary>The frame of a PNG: lengths, names and checksums.</summary>
internal sealed class PngChunks
{
    private static readonly uint[][] Tables = MakeTables();
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
        BinaryPrimitives.WriteUInt32BigEndian(frame, ~Update(Update(uint.MaxValue, name), data));
        _output.Write(frame[..4]);
    }

    private static uint Update(uint sum, ReadOnlySpan<byte> data)
    {
        for (; data.Length >= 8; data = data[8..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ sum;
            sum = Tables[7][low & 0xFF] ^ Tables[6][(low >> 8) & 0xFF] ^ Tables[5][(low >> 16) & 0xFF] ^ Tables[4][low >> 24]
                ^ Tables[3][data[4]] ^ Tables[2][data[5]] ^ Tables[1][data[6]] ^ Tables[0][data[7]];
        }

        foreach (var value in data)
        {
            sum = Tables[0][(byte)(sum ^ value)] ^ (sum >> 8);
        }

        return sum;
    }

    /// <summary>The checksum of a byte, and of a byte with one to seven zeros after it: eight bytes a step.</summary>
    private static uint[][] MakeTables()
    {
        const uint Polynomial = 0xEDB88320;
        var tables = new uint[8][];
        tables[0] = new uint[256];
        for (var value = 0u; value < 256; value++)
        {
            var sum = value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 1 ? (sum >> 1) ^ Polynomial : sum >> 1;
            }

            tables[0][value] = sum;
        }

        for (var step = 1; step < tables.Length; step++)
        {
            tables[step] = Array.ConvertAll(tables[step - 1], sum => tables[0][(byte)sum] ^ (sum >> 8));
        }

        return tables;
    }
}
