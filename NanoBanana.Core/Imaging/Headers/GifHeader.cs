using System.Buffers.Binary;

namespace NanoBanana.Core.Imaging.Headers;

/// <summary>Walks the blocks of a GIF to its end and counts the frames; their compressed data is stepped over.</summary>
internal static class GifHeader
{
    private const byte Extension = 0x21;
    private const byte Frame = 0x2C;

    public static ReadOnlySpan<byte> Magic => "GIF8"u8;

    public static ImageHeader Read(HeaderCursor cursor)
    {
        Span<byte> screen = stackalloc byte[13];
        cursor.Read(screen);
        if (!screen.StartsWith("GIF87a"u8) && !screen.StartsWith("GIF89a"u8))
        {
            throw new BadHeaderException("is of an unknown version");
        }

        int width = BinaryPrimitives.ReadUInt16LittleEndian(screen[6..]);
        int height = BinaryPrimitives.ReadUInt16LittleEndian(screen[8..]);
        SkipColours(cursor, screen[10]);

        var frames = 0;
        while (cursor.Remaining > 0)
        {
            var block = cursor.ReadByte();
            if (block == Extension)
            {
                cursor.Skip(1);
                SkipData(cursor);
            }
            else if (block == Frame)
            {
                // A frame that reaches beyond the screen widens the picture, as browsers do.
                var (right, bottom) = ReadFrame(cursor);
                width = Math.Max(width, right);
                height = Math.Max(height, bottom);
                frames++;
            }
            else
            {
                // The trailer, or bytes that are no block: what follows is not part of the picture.
                break;
            }
        }

        return frames == 0 ? throw new BadHeaderException("holds no picture") : new ImageHeader(ImageFormat.Gif, width, height, frames);
    }

    private static (int Right, int Bottom) ReadFrame(HeaderCursor cursor)
    {
        Span<byte> frame = stackalloc byte[9];
        cursor.Read(frame);
        int width = BinaryPrimitives.ReadUInt16LittleEndian(frame[4..]);
        int height = BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]);
        if (width == 0 || height == 0)
        {
            throw new BadHeaderException("has a frame without width or height");
        }

        SkipColours(cursor, frame[8]);
        if (cursor.ReadByte() is < 1 or > 11)
        {
            throw new BadHeaderException("has a frame that makes no sense");
        }

        SkipData(cursor);
        return (BinaryPrimitives.ReadUInt16LittleEndian(frame) + width, BinaryPrimitives.ReadUInt16LittleEndian(frame[2..]) + height);
    }

    private static void SkipColours(HeaderCursor cursor, byte flags)
    {
        if ((flags & 0x80) != 0)
        {
            cursor.Skip(3 << ((flags & 7) + 1));
        }
    }

    private static void SkipData(HeaderCursor cursor)
    {
        while (cursor.ReadByte() is var length and > 0)
        {
            cursor.Skip(length);
        }
    }
}
