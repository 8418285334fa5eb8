using System.Buffers.Binary;
using System.IO.Compression;

namespace NanoBanana.Tests;

/// <summary>Writes PNG files chunk by chunk.</summary>
internal static class TestPng
{
    public static byte[] Of(TestPixels pixels)
    {
        using var rows = new MemoryStream();
        using (var deflate = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            var stride = pixels.Width * pixels.Bands;
            for (var y = 0; y < pixels.Height; y++)
            {
                deflate.WriteByte(0);
                deflate.Write(pixels.Bytes.AsSpan(y * stride, stride));
            }
        }

        return File(Header(pixels.Width, pixels.Height, 8, pixels.Bands == 4 ? 6 : 2), ("IDAT", rows.ToArray()));
    }

    /// <summary>Of one to four bands, with 8 or 16 bits each, and chunks of one's choice before the pixels.</summary>
    public static byte[] Of(TestPixels pixels, int depth, params (string Type, byte[] Data)[] chunks)
    {
        using var rows = new MemoryStream();
        using (var deflate = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var at = 0; at < pixels.Bytes.Length; at++)
            {
                if (at % (pixels.Width * pixels.Bands) == 0)
                {
                    deflate.WriteByte(0);
                }

                for (var written = 0; written < depth; written += 8)
                {
                    deflate.WriteByte(pixels.Bytes[at]);
                }
            }
        }

        return File([Header(pixels.Width, pixels.Height, (byte)depth, ColourType(pixels.Bands)), .. chunks, ("IDAT", rows.ToArray())]);
    }

    public static (string Type, byte[] Data) Profile(byte[] icc)
    {
        using var data = new MemoryStream();
        data.Write("icc\0\0"u8);
        using (var deflate = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(icc);
        }

        return ("iCCP", data.ToArray());
    }

    private static int ColourType(int bands) => bands switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 };

    /// <summary>All black, one bit a pixel.</summary>
    public static byte[] OneBit(int width, int height)
    {
        using var rows = new MemoryStream();
        using (var deflate = new ZLibStream(rows, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = new byte[1 + ((width + 7) / 8)];
            for (var y = 0; y < height; y++)
            {
                deflate.Write(row);
            }
        }

        return File(Header(width, height, 1, 0), ("IDAT", rows.ToArray()));
    }

    /// <summary>All transparent, eight bytes a pixel, in an order that has to be decoded into memory whole.</summary>
    public static byte[] Interlaced(int width, int height)
    {
        (int X, int Y, int StepX, int StepY)[] passes =
            [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
        using var rows = new MemoryStream();
        using (var deflate = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var (x, y, stepX, stepY) in passes)
            {
                var row = new byte[1 + ((width - x + stepX - 1) / stepX * 8)];
                for (var line = y; line < height; line += stepY)
                {
                    deflate.Write(row);
                }
            }
        }

        var header = Header(width, height, 16, 6);
        header.Data[12] = 1;
        return File(header, ("IDAT", rows.ToArray()));
    }

    public static (string Type, byte[] Data) Header(int width, int height, byte depth, int colour)
    {
        var data = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(data, width);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4), height);
        data[8] = depth;
        data[9] = (byte)colour;
        return ("IHDR", data);
    }

    public static byte[] File(params (string Type, byte[] Data)[] chunks)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        foreach (var (type, data) in chunks.Append(("IEND", [])))
        {
            var chunk = new byte[12 + data.Length];
            BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
            System.Text.Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
            data.CopyTo(chunk, 8);
            BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Checksum(chunk.AsSpan(4, 4 + data.Length)));
            file.Write(chunk);
        }

        return file.ToArray();
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 1 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
            }
        }

        return ~sum;
    }
}
