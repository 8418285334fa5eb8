using System.Buffers.Binary;

namespace NanoBanana.Imaging.Headers;

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

        FrameBox? first = null;
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
                var frame = ReadFrame(cursor);
                first ??= frame;
                frames++;
            }
            else
            {
                // The trailer, or bytes that are no block: what follows is not part of the picture.
                break;
            }
        }

        return first is { } box ? Header(width, height, box, frames) : throw new BadHeaderException("holds no picture");
    }

    /// <summary>As browsers do: the first frame widens the picture where it reaches beyond the screen, later ones are cut.</summary>
    private static ImageHeader Header(int width, int height, FrameBox first, int frames)
    {
        (width, height) = (Math.Max(width, first.X + first.Width), Math.Max(height, first.Y + first.Height));
        var covers = (first.Width, first.Height) == (width, height);
        return new ImageHeader(ImageFormat.Gif, width, height, frames) { FirstFrame = covers ? null : first };
    }

    private static FrameBox ReadFrame(HeaderCursor cursor)
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
        return new(BinaryPrimitives.ReadUInt16LittleEndian(frame), BinaryPrimitives.ReadUInt16LittleEndian(frame[2..]), width, height);
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
