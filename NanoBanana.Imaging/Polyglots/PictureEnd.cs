using System.Buffers.Binary;
using NanoBanana.Imaging.Headers;

namespace NanoBanana.Imaging.Polyglots;

/// <summary>Finds where the picture in a file ends, by structure alone; in one pass, without decoding.</summary>
internal static class PictureEnd
{
    private const byte EndOfImage = 0xD9;
    private const byte Trailer = 0x3B;

    /// <returns>The place behind the picture, or null when the file ends first.</returns>
    /// <exception cref="BadHeaderException">The file is made of too many pieces.</exception>
    public static long? Find(ImageFormat format, HeaderCursor cursor)
    {
        cursor.Position = 0;
        return format switch
        {
            ImageFormat.Jpeg => FindJpeg(cursor, 0),
            ImageFormat.Png => Png(cursor),
            ImageFormat.WebP => WebP(cursor),
            ImageFormat.Gif => Gif(cursor),
            ImageFormat.Avif => AvifHeader.EndOf(cursor),
            ImageFormat.Bmp => BmpHeader.Read(cursor).End,
            _ => TiffHeader.EndOf(cursor),
        };
    }

    /// <param name="start">Where the JPEG begins in the file.</param>
    /// <inheritdoc cref="Find"/>
    public static long? FindJpeg(HeaderCursor cursor, long start)
    {
        // Where data is expected, everything up to the next marker is data: stuffed bytes and restarts belong to it.
        cursor.Position = start + 2;
        while (cursor.MoveTo(0xFF))
        {
            cursor.Position++;
            if (cursor.Remaining == 0)
            {
                return null;
            }

            var marker = cursor.ReadByte();
            if (marker == EndOfImage)
            {
                return cursor.Position;
            }

            if (marker == 0xFF)
            {
                cursor.Position--;
            }
            else if (HasLength(marker) && !PassOver(cursor))
            {
                return null;
            }
        }

        return null;
    }

    private static bool HasLength(byte marker) => marker is not (0x00 or 0x01 or (>= 0xD0 and <= 0xD8));

    private static bool PassOver(HeaderCursor cursor)
    {
        if (cursor.Remaining < 2)
        {
            return false;
        }

        var start = cursor.Position;
        cursor.Position = start + Math.Max((ushort)2, cursor.ReadUInt16BigEndian());
        return cursor.Remaining > 0;
    }

    private static long? Png(HeaderCursor cursor)
    {
        Span<byte> head = stackalloc byte[8];
        for (cursor.Position = 8; cursor.Remaining >= 12;)
        {
            cursor.Read(head);
            var end = cursor.Position + BinaryPrimitives.ReadUInt32BigEndian(head) + 4L;
            cursor.Position = end;
            if (head[4..].SequenceEqual("IEND"u8))
            {
                return end <= cursor.Length ? end : null;
            }
        }

        return null;
    }

    private static long? WebP(HeaderCursor cursor)
    {
        Span<byte> head = stackalloc byte[8];
        cursor.Read(head);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        return Math.Min(8L + length + (length & 1), cursor.Length);
    }

    private static long? Gif(HeaderCursor cursor)
    {
        // It reads on to a trailer, or to the first byte that is no block.
        GifHeader.Read(cursor);
        cursor.Position--;
        return cursor.ReadByte() == Trailer ? cursor.Position : cursor.Position - 1;
    }
}
