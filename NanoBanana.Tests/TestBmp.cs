using System.Buffers.Binary;
using System.Numerics;
using NanoBanana.Imaging.Headers;

namespace NanoBanana.Tests;

/// <summary>BMP files of every kind, written by the specification.</summary>
internal static class TestBmp
{
    private const int FileHeader = 14;

    /// <param name="pixels">Of three bands, or four where <paramref name="masks"/> have alpha.</param>
    /// <param name="bits">1, 4, 8 with a palette of the colours there are, 16, 24 or 32.</param>
    /// <param name="header">Its length: 12, 40, 52, 56, 108 or 124.</param>
    /// <param name="masks">Written as bit fields.</param>
    /// <param name="profile">Embedded; needs the longest header.</param>
    public static byte[] Of(
        TestPixels pixels, int bits = 24, int header = 40, bool isTopDown = false, BmpMasks? masks = null, byte[]? profile = null)
    {
        var colours = bits <= 8 ? ColoursOf(pixels) : [];
        // The oldest header does not say how many there are.
        colours.AddRange(Enumerable.Repeat(0, header == 12 && bits <= 8 ? (1 << bits) - colours.Count : 0));
        var fields = masks is { } given ? FieldsOf(given) : [];
        var behind = header == 40 ? fields[..Math.Min(fields.Length, 12)] : [];
        byte[] gap = header == 12 ? [] : [0];
        byte[] palette = [.. colours.SelectMany(colour => (byte[])[(byte)colour, (byte)(colour >> 8), (byte)(colour >> 16), .. gap])];
        var stride = ((pixels.Width * bits) + 31) / 32 * 4;
        var start = FileHeader + header + behind.Length + palette.Length;
        var file = new byte[start + (stride * pixels.Height) + (profile?.Length ?? 0)];
        "BM"u8.CopyTo(file);
        Write(file.AsSpan(2), (uint)file.Length);
        Write(file.AsSpan(10), (uint)start);
        WriteHeader(file.AsSpan(FileHeader), pixels, bits, header, isTopDown, masks is not null, (uint)colours.Count);
        (header > 40 ? fields[..Math.Min(fields.Length, header - 40)] : behind).CopyTo(file.AsSpan(FileHeader + 40));
        palette.CopyTo(file.AsSpan(start - palette.Length));
        for (var y = 0; y < pixels.Height; y++)
        {
            var row = file.AsSpan(start + (stride * (isTopDown ? y : pixels.Height - 1 - y)), stride);
            for (var x = 0; x < pixels.Width; x++)
            {
                WritePixel(row, x, bits, pixels.At(x, y), colours, masks ?? BmpMasks.Of(bits));
            }
        }

        if (profile is not null)
        {
            "DEBM"u8.CopyTo(file.AsSpan(FileHeader + 56));
            Write(file.AsSpan(FileHeader + 112), (uint)(file.Length - profile.Length - FileHeader));
            Write(file.AsSpan(FileHeader + 116), (uint)profile.Length);
            profile.CopyTo(file.AsSpan(file.Length - profile.Length));
        }

        return file;
    }

    private static void WriteHeader(
        Span<byte> target, TestPixels pixels, int bits, int header, bool isTopDown, bool hasFields, uint colours)
    {
        Write(target, (uint)header);
        if (header == 12)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(target[4..], (ushort)pixels.Width);
            BinaryPrimitives.WriteUInt16LittleEndian(target[6..], (ushort)pixels.Height);
            target[8] = 1;
            target[10] = (byte)bits;
            return;
        }

        Write(target[4..], (uint)pixels.Width);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], isTopDown ? -pixels.Height : pixels.Height);
        target[12] = 1;
        target[14] = (byte)bits;
        target[16] = (byte)(hasFields ? 3 : 0);
        Write(target[32..], colours);
    }

    private static void WritePixel(Span<byte> row, int x, int bits, ReadOnlySpan<byte> pixel, List<int> colours, BmpMasks masks)
    {
        switch (bits)
        {
            case <= 8:
                row[x * bits / 8] |= (byte)(colours.IndexOf(ColourOf(pixel)) << (8 - bits - (x * bits % 8)));
                break;
            case 16:
                BinaryPrimitives.WriteUInt16LittleEndian(row[(2 * x)..], (ushort)Pack(pixel, masks));
                break;
            case 24:
                (row[3 * x], row[(3 * x) + 1], row[(3 * x) + 2]) = (pixel[2], pixel[1], pixel[0]);
                break;
            default:
                Write(row[(4 * x)..], Pack(pixel, masks));
                break;
        }
    }

    private static uint Pack(ReadOnlySpan<byte> pixel, BmpMasks masks) =>
        Put(pixel[0], masks.Red) | Put(pixel[1], masks.Green) | Put(pixel[2], masks.Blue)
        | Put(pixel.Length > 3 ? pixel[3] : (byte)0, masks.Alpha);

    private static uint Put(byte value, uint mask)
    {
        var bits = BitOperations.PopCount(mask);
        return mask == 0 ? 0 : (bits <= 8 ? (uint)value >> (8 - bits) : (uint)value << (bits - 8)) << BitOperations.TrailingZeroCount(mask);
    }

    private static byte[] FieldsOf(BmpMasks masks)
    {
        var fields = new byte[16];
        Write(fields, masks.Red);
        Write(fields.AsSpan(4), masks.Green);
        Write(fields.AsSpan(8), masks.Blue);
        Write(fields.AsSpan(12), masks.Alpha);
        return fields;
    }

    private static List<int> ColoursOf(TestPixels pixels) =>
        [.. Enumerable.Range(0, pixels.Width * pixels.Height).Select(at => ColourOf(pixels.Bytes.AsSpan(at * pixels.Bands))).Distinct()];

    private static int ColourOf(ReadOnlySpan<byte> pixel) => (pixel[0] << 16) | (pixel[1] << 8) | pixel[2];

    private static void Write(Span<byte> target, uint number) => BinaryPrimitives.WriteUInt32LittleEndian(target, number);
}
