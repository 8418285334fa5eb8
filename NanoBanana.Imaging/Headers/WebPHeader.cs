using System.Buffers.Binary;

namespace NanoBanana.Imaging.Headers;

/// <summary>
/// Reads the first chunk of a WebP; of an extended one it walks them all. Browsers ignore an EXIF orientation in it, and so does this.
/// </summary>
internal static class WebPHeader
{
    private const int ChunkLimit = 100_000;
    private const int AnimationFlag = 0x02;

    public static bool IsWebP(ReadOnlySpan<byte> start) =>
        start.Length >= 12 && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBP"u8);

    public static ImageHeader Read(HeaderCursor cursor)
    {
        Span<byte> riff = stackalloc byte[12];
        cursor.Read(riff);
        var end = 8L + BinaryPrimitives.ReadUInt32LittleEndian(riff[4..]);
        if (end > cursor.Length)
        {
            throw new BadHeaderException("ends before its picture does");
        }

        var chunk = WebPChunk.Next(cursor);
        if (chunk.IsPicture)
        {
            var (width, height) = WebPBitstream.Size(cursor, chunk);
            return new ImageHeader(ImageFormat.WebP, width, height, 1);
        }

        return chunk.Type == WebPChunk.Extended
            ? ReadExtended(cursor, chunk, end)
            : throw new BadHeaderException("does not start with a picture");
    }

    private static ImageHeader ReadExtended(HeaderCursor cursor, WebPChunk extended, long end)
    {
        Span<byte> canvas = stackalloc byte[10];
        cursor.Read(canvas);
        var animated = (canvas[0] & AnimationFlag) != 0;
        var width = 1 + UInt24(canvas[4..]);
        var height = 1 + UInt24(canvas[7..]);
        cursor.Position = extended.End;

        var frames = 0;
        for (var chunks = 0; cursor.Position + 8 <= end; chunks++)
        {
            if (chunks == ChunkLimit)
            {
                throw new BadHeaderException("is made of too many chunks");
            }

            var chunk = WebPChunk.Next(cursor);
            if (animated && chunk.Type == WebPChunk.Frame)
            {
                CheckFrame(cursor, width, height);
                frames++;
            }
            else if (!animated && frames == 0 && chunk.IsPicture)
            {
                frames = WebPBitstream.Size(cursor, chunk) == (width, height)
                    ? 1
                    : throw new BadHeaderException("contradicts itself about its size");
            }

            cursor.Position = chunk.End;
        }

        if (frames == 0)
        {
            throw new BadHeaderException("holds no picture");
        }

        return new ImageHeader(ImageFormat.WebP, width, height, frames);
    }

    private static void CheckFrame(HeaderCursor cursor, int width, int height)
    {
        Span<byte> frame = stackalloc byte[12];
        cursor.Read(frame);
        var right = (2 * UInt24(frame)) + 1 + UInt24(frame[6..]);
        var bottom = (2 * UInt24(frame[3..])) + 1 + UInt24(frame[9..]);
        if (right > width || bottom > height)
        {
            throw new BadHeaderException("has a frame that reaches beyond its canvas");
        }
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
