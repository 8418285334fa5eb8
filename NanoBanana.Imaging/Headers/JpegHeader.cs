using System.Buffers.Binary;

namespace NanoBanana.Imaging.Headers;

/// <summary>Walks the segments of a JPEG up to its first scan.</summary>
internal static class JpegHeader
{
    private const int SegmentLimit = 10_000;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte App1 = 0xE1;

    public static ReadOnlySpan<byte> Magic => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> ExifName => "Exif\0\0"u8;

    public static ImageHeader Read(HeaderCursor cursor)
    {
        (int Width, int Height)? size = null;
        int? orientation = null;
        cursor.Skip(2);

        for (var segments = 0; segments < SegmentLimit; segments++)
        {
            var marker = NextMarker(cursor);
            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                continue;
            }

            if (marker is StartOfImage or EndOfImage)
            {
                throw new BadHeaderException("holds no picture");
            }

            var start = cursor.Position;
            var length = cursor.ReadUInt16BigEndian();
            if (length < 2)
            {
                throw new BadHeaderException("has a segment without a length");
            }

            if (IsFrame(marker))
            {
                size = size is null ? Frame(cursor, marker, length) : throw new BadHeaderException("has two frame headers");
            }
            else if (marker == App1)
            {
                orientation ??= Exif(cursor, start + length);
            }

            cursor.Position = start;
            cursor.Skip(length);

            if (marker == StartOfScan)
            {
                return Header(size, orientation, cursor);
            }
        }

        throw new BadHeaderException("is made of too many segments");
    }

    private static ImageHeader Header((int Width, int Height)? size, int? orientation, HeaderCursor cursor)
    {
        var (width, height) = size ?? throw new BadHeaderException("has no frame header");
        if (cursor.Remaining == 0)
        {
            throw new BadHeaderException("ends before its picture does");
        }

        return ImageHeader.Turned(ImageFormat.Jpeg, width, height, 1, orientation ?? ExifOrientation.Upright);
    }

    /// <summary>Decoders pass over stray bytes between segments, and so do we: some cameras write them.</summary>
    private static byte NextMarker(HeaderCursor cursor)
    {
        var previous = (byte)0;
        while (true)
        {
            var current = cursor.ReadByte();
            if (previous == 0xFF && current is not (0x00 or 0xFF))
            {
                return current;
            }

            previous = current;
        }
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static (int Width, int Height) Frame(HeaderCursor cursor, byte marker, int length)
    {
        if (marker is not (0xC0 or 0xC1 or 0xC2 or 0xC9 or 0xCA))
        {
            throw new BadHeaderException("is of a lossless or hierarchical kind that is not supported");
        }

        Span<byte> frame = stackalloc byte[6];
        cursor.Read(frame);
        var height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        var components = frame[5];
        if (components is 0 or > 4 || length != 8 + (3 * components) || frame[0] is not (8 or 12))
        {
            throw new BadHeaderException("has a frame header that makes no sense");
        }

        return width == 0 || height == 0 ? throw new BadHeaderException("has no width or no height") : (width, height);
    }

    private static int? Exif(HeaderCursor cursor, long end)
    {
        Span<byte> name = stackalloc byte[6];
        return cursor.ReadUpTo(name) == name.Length && name.SequenceEqual(ExifName)
            ? ExifOrientation.Read(cursor, end)
            : null;
    }
}
