using System.Buffers.Binary;

namespace NanoBanana.Imaging.Headers;

/// <summary>Finds the one EXIF field that changes a picture's size: which way up it is.</summary>
internal static class ExifOrientation
{
    public const int Upright = 1;
    private const int Tag = 0x0112;
    private const int ShortType = 3;
    private const int EntryLength = 12;
    private const int EntryLimit = 1000;

    /// <summary>Whether an orientation turns the picture by a quarter, so that its sides change places.</summary>
    public static bool SwapsSides(int orientation) => orientation is >= 5 and <= 8;

    /// <summary>Reads TIFF data between the cursor and <paramref name="end"/>; broken EXIF is no EXIF, as in every viewer.</summary>
    /// <returns>1–8; 1 where there is none.</returns>
    public static int Read(HeaderCursor cursor, long end)
    {
        var start = cursor.Position;
        Span<byte> header = stackalloc byte[8];
        if (end - start < header.Length || cursor.ReadUpTo(header) < header.Length)
        {
            return Upright;
        }

        var littleEndian = header.StartsWith("II*\0"u8);
        if (!littleEndian && !header.StartsWith("MM\0*"u8))
        {
            return Upright;
        }

        cursor.Position = start + UInt32(header[4..], littleEndian);
        Span<byte> count = stackalloc byte[2];
        if (cursor.Position > end - count.Length || cursor.ReadUpTo(count) < count.Length)
        {
            return Upright;
        }

        Span<byte> entry = stackalloc byte[EntryLength];
        for (var left = Math.Min(UInt16(count, littleEndian), EntryLimit); left > 0; left--)
        {
            if (cursor.Position > end - entry.Length || cursor.ReadUpTo(entry) < entry.Length)
            {
                return Upright;
            }

            if (UInt16(entry, littleEndian) == Tag)
            {
                var value = UInt16(entry[8..], littleEndian);
                return UInt16(entry[2..], littleEndian) == ShortType && value is >= 1 and <= 8 ? value : Upright;
            }
        }

        return Upright;
    }

    private static int UInt16(ReadOnlySpan<byte> bytes, bool littleEndian) => littleEndian
        ? BinaryPrimitives.ReadUInt16LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static long UInt32(ReadOnlySpan<byte> bytes, bool littleEndian) => littleEndian
        ? BinaryPrimitives.ReadUInt32LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
