using System.Buffers.Binary;

namespace NanoBanana.Imaging.Headers;

/// <summary>The first bytes of the two kinds of picture that a WebP may hold.</summary>
internal static class WebPBitstream
{
    private static ReadOnlySpan<byte> StartCode => [0x9D, 0x01, 0x2A];

    public static (int Width, int Height) Size(HeaderCursor cursor, WebPChunk chunk)
    {
        Span<byte> start = stackalloc byte[10];
        start = start[..(int)Math.Min(chunk.Length, start.Length)];
        cursor.Read(start);
        return chunk.Type == WebPChunk.Lossy ? Lossy(start) : Lossless(start);
    }

    private static (int Width, int Height) Lossy(ReadOnlySpan<byte> start)
    {
        // A key frame (lowest bit 0), then the start code, then twice 14 bits of size and 2 of scale.
        if (start.Length < 10 || (start[0] & 1) != 0 || !start[3..].StartsWith(StartCode))
        {
            throw new BadHeaderException("has a damaged picture");
        }

        var width = BinaryPrimitives.ReadUInt16LittleEndian(start[6..]) & 0x3FFF;
        var height = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) & 0x3FFF;
        return width == 0 || height == 0 ? throw new BadHeaderException("has no width or no height") : (width, height);
    }

    private static (int Width, int Height) Lossless(ReadOnlySpan<byte> start)
    {
        // A signature byte, then twice 14 bits of size less one, a bit for alpha, three bits of version.
        if (start.Length < 5 || start[0] != 0x2F || start[4] >> 5 != 0)
        {
            throw new BadHeaderException("has a damaged picture");
        }

        var bits = BinaryPrimitives.ReadUInt32LittleEndian(start[1..]);
        return ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
    }
}
