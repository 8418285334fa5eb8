using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace NanoBanana.Imaging.Headers;

/// <summary>Walks the chunks of a PNG up to its first pixel data.</summary>
internal static class PngHeader
{
    private const int ChunkLimit = 10_000;

    private static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>The last four bytes of the signature show a transfer that changed line ends: a damaged PNG, but a PNG.</summary>
    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static ImageHeader Read(HeaderCursor cursor)
    {
        var (width, height) = Start(cursor);
        var colours = new PngColoursReader();
        var frames = 1;
        var orientation = ExifOrientation.Upright;

        Span<byte> chunk = stackalloc byte[8];
        for (var chunks = 0; chunks < ChunkLimit; chunks++)
        {
            cursor.Read(chunk);
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            var type = chunk[4..];
            var start = cursor.Position;
            if (length > int.MaxValue || type.ContainsAnyExcept(Letters))
            {
                throw new BadHeaderException("has a chunk that makes no sense");
            }

            if (type.SequenceEqual("acTL"u8) && length == 8)
            {
                frames = Frames(cursor);
            }
            else if (type.SequenceEqual("eXIf"u8))
            {
                orientation = ExifOrientation.Read(cursor, start + length);
            }
            else
            {
                colours.Read(type, length, cursor);
            }

            cursor.Position = start;
            cursor.Skip(length + 4L);

            if (type.SequenceEqual("IEND"u8))
            {
                throw new BadHeaderException("holds no picture");
            }

            if (type.SequenceEqual("IDAT"u8))
            {
                return ImageHeader.Turned(ImageFormat.Png, width, height, frames, orientation) with { Colours = colours.Found };
            }
        }

        throw new BadHeaderException("is made of too many chunks");
    }

    private static (int Width, int Height) Start(HeaderCursor cursor)
    {
        // signature 8, length 4, type 4, data 13, checksum 4
        Span<byte> start = stackalloc byte[33];
        cursor.Read(start);
        if (!start.StartsWith(Signature))
        {
            throw new BadHeaderException("was damaged in a transfer");
        }

        var data = start[16..29];
        if (!start[8..16].SequenceEqual("\0\0\0\rIHDR"u8)
            || Crc32.HashToUInt32(start[12..29]) != BinaryPrimitives.ReadUInt32BigEndian(start[29..]))
        {
            throw new BadHeaderException("has a damaged header");
        }

        var width = BinaryPrimitives.ReadUInt32BigEndian(data);
        var height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width == 0 || height == 0)
        {
            throw new BadHeaderException("has no width or no height");
        }

        return width <= int.MaxValue && height <= int.MaxValue && IsColour(data[8], data[9]) && data[10] == 0 && data[11] == 0
            && data[12] <= 1
            ? ((int)width, (int)height)
            : throw new BadHeaderException("has a header that makes no sense");
    }

    private static bool IsColour(byte depth, byte type) => type switch
    {
        0 => depth is 1 or 2 or 4 or 8 or 16,
        2 or 4 or 6 => depth is 8 or 16,
        3 => depth is 1 or 2 or 4 or 8,
        _ => false,
    };

    private static int Frames(HeaderCursor cursor)
    {
        Span<byte> frames = stackalloc byte[4];
        cursor.Read(frames);
        return (int)Math.Clamp(BinaryPrimitives.ReadUInt32BigEndian(frames), 1, int.MaxValue);
    }
}
