using System.Buffers.Binary;

namespace NanoBanana.Core.Engines.Remote;

/// <summary>The frame of a PNG file.</summary>
internal static class PngChunks
{
    public const byte Rgba = 6;

    private static readonly uint[] Checksums = [.. Enumerable.Range(0, 256).Select(value => Checksum((uint)value))];

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    public static void Write(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checksum(data, Checksum(type, uint.MaxValue)));
        file.Write(number);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes, uint sum)
    {
        foreach (var value in bytes)
        {
            sum = (sum >> 8) ^ Checksums[(byte)(sum ^ value)];
        }

        return sum;
    }

    private static uint Checksum(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 1 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
        }

        return value;
    }
}
