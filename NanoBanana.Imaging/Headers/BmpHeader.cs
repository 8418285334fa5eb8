using System.Buffers.Binary;

namespace NanoBanana.Imaging.Headers;

/// <summary>
/// What stands before the pixels of a BMP. Uncompressed ones of 1 to 32 bits are read; RLE, and JPEG or PNG inside a BMP, are refused.
/// </summary>
/// <param name="BitsPerPixel">1, 4, 8, 16, 24 or 32.</param>
/// <param name="IsTopDown">The first row in the file is the top one; else the bottom one.</param>
/// <param name="Pixels">Where the first row begins in the file.</param>
/// <param name="Palette">Where its colours are; no bytes for a picture without.</param>
/// <param name="PaletteEntry">Bytes of a colour: 3 or 4.</param>
internal sealed record BmpHeader(
    int Width, int Height, int BitsPerPixel, bool IsTopDown, BmpMasks Masks, long Pixels, FileRange Palette, int PaletteEntry)
{
    private const int FileHeader = 14;
    private const int CoreHeader = 12;
    private const int InfoHeader = 40;
    private const int V5Header = 124;
    private const int Plain = 0;
    private const int BitFields = 3;
    private const int AlphaBitFields = 6;
    private const uint EmbeddedProfile = 0x4D424544;

    /// <summary>Two letters are little to go by, so the length of the header that follows has to be one that there is.</summary>
    public static bool IsBmp(ReadOnlySpan<byte> start) =>
        start.StartsWith("BM"u8)
        && (start.Length < FileHeader + 4 || IsLength(BinaryPrimitives.ReadUInt32LittleEndian(start[FileHeader..])));

    /// <summary>An ICC profile; no bytes where there is none.</summary>
    public FileRange Profile { get; init; }

    /// <summary>Bytes of a row with what fills it up to a multiple of four.</summary>
    public long Stride => (((long)Width * BitsPerPixel) + 31) / 32 * 4;

    /// <summary>The place behind everything that belongs to the picture.</summary>
    public long End => Math.Max(Pixels + (Stride * Height), Profile.End);

    public static BmpHeader Read(HeaderCursor cursor)
    {
        Span<byte> start = stackalloc byte[FileHeader + sizeof(uint)];
        cursor.Read(start);
        var pixels = BinaryPrimitives.ReadUInt32LittleEndian(start[10..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(start[FileHeader..]);
        if (!IsLength(length) || length is 16 or 64)
        {
            throw new UnsupportedImageException("is of a version that is not supported");
        }

        Span<byte> header = stackalloc byte[V5Header];
        cursor.Position = FileHeader;
        cursor.Read(header[..(int)length]);
        var bmp = length == CoreHeader ? ReadCore(header, pixels) : ReadInfo(header, (int)length, pixels, cursor);
        return bmp.Pixels < bmp.Palette.End || bmp.Pixels < FileHeader + length
            ? throw new BadHeaderException("has a header that makes no sense")
            : bmp.End > cursor.Length ? throw new BadHeaderException("ends before its picture does")
            : bmp;
    }

    /// <summary>Those of Windows, and two of OS/2.</summary>
    private static bool IsLength(uint length) => length is CoreHeader or 16 or InfoHeader or 52 or 56 or 64 or 108 or V5Header;

    private static BmpHeader ReadCore(ReadOnlySpan<byte> header, long pixels)
    {
        int width = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]);
        int height = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
        var bits = Depth(header[8..]);
        Check(width, height);
        return new(
            width, height, bits, IsTopDown: false, BmpMasks.Of(bits), pixels,
            PaletteOf(bits, 0, FileHeader + CoreHeader, 3), PaletteEntry: 3);
    }

    private static BmpHeader ReadInfo(ReadOnlySpan<byte> header, int length, long pixels, HeaderCursor cursor)
    {
        var width = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        var signed = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        var height = signed == int.MinValue ? 0 : Math.Abs(signed);
        var bits = Depth(header[12..]);
        Check(width, height);
        var (masks, end) = MasksOf(header, length, bits, cursor);
        return new(
            width, height, bits, signed < 0, masks, pixels,
            PaletteOf(bits, BinaryPrimitives.ReadUInt32LittleEndian(header[32..]), end, 4), PaletteEntry: 4)
        {
            Profile = length == V5Header ? ProfileOf(header, cursor.Length) : default,
        };
    }

    private static int Depth(ReadOnlySpan<byte> planesAndBits)
    {
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(planesAndBits[2..]);
        return BinaryPrimitives.ReadUInt16LittleEndian(planesAndBits) == 1 && bits is 1 or 4 or 8 or 16 or 24 or 32
            ? bits
            : throw new BadHeaderException("has a header that makes no sense");
    }

    private static void Check(int width, int height)
    {
        if (width <= 0 || height <= 0)
        {
            throw new BadHeaderException("has no width or no height");
        }
    }

    /// <returns>And the place behind them.</returns>
    private static (BmpMasks Masks, long End) MasksOf(ReadOnlySpan<byte> header, int length, int bits, HeaderCursor cursor)
    {
        var compression = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);
        if (compression is not (Plain or BitFields or AlphaBitFields))
        {
            throw new UnsupportedImageException("is compressed in a way that is not supported");
        }

        // Such fields follow a header that is too short to hold them.
        Span<byte> fields = stackalloc byte[4 * sizeof(uint)];
        fields.Clear();
        var inFile = length > InfoHeader || compression == Plain ? 0 : compression == BitFields ? 3 : 4;
        cursor.Read(fields[..(inFile * sizeof(uint))]);
        header[InfoHeader..Math.Max(InfoHeader, Math.Min(length, 56))].CopyTo(fields[(inFile * sizeof(uint))..]);
        if (compression != Plain && bits is not (16 or 32))
        {
            throw new BadHeaderException("has a header that makes no sense");
        }

        return (BmpMasks.Of(bits, compression == Plain, fields), FileHeader + length + (inFile * sizeof(uint)));
    }

    private static FileRange PaletteOf(int bits, uint colours, long start, int entry)
    {
        var most = bits <= 8 ? 1u << bits : 0;
        return new(start, entry * (colours == 0 ? most : Math.Min(colours, most)));
    }

    private static FileRange ProfileOf(ReadOnlySpan<byte> header, long fileLength)
    {
        const int Limit = 4 << 20;
        var profile = new FileRange(
            FileHeader + BinaryPrimitives.ReadUInt32LittleEndian(header[112..]), BinaryPrimitives.ReadUInt32LittleEndian(header[116..]));
        return BinaryPrimitives.ReadUInt32LittleEndian(header[56..]) == EmbeddedProfile
            && profile.Length <= Limit && profile.End <= fileLength
            ? profile
            : default;
    }

    public ImageHeader ToImageHeader() => new(ImageFormat.Bmp, Width, Height, 1);
}
