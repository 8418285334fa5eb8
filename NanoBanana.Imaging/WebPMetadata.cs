using System.Buffers.Binary;

namespace NanoBanana.Imaging;

/// <summary>
/// Takes EXIF, XMP and colour profile out of a WebP. Encoders are told to leave them out, but some releases keep EXIF
/// all the same, and it may say where a picture was taken.
/// </summary>
internal static class WebPMetadata
{
    private const int RiffHeader = 12;
    private const int ChunkHeader = 8;
    private const byte ProfileExifXmpFlags = 0x20 | 0x08 | 0x04;

    /// <param name="webp">A whole and sound WebP, from an encoder.</param>
    /// <returns>The same array when there is nothing to remove.</returns>
    public static byte[] Strip(byte[] webp)
    {
        var kept = new byte[webp.Length];
        webp.AsSpan(0, RiffHeader).CopyTo(kept);
        var length = RiffHeader;

        for (var at = RiffHeader; at + ChunkHeader <= webp.Length;)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(webp.AsSpan(at + 4));
            var padded = (int)Math.Min(ChunkHeader + size + (size & 1), webp.Length - at);
            var chunk = webp.AsSpan(at, padded);
            if (!IsMetadata(chunk))
            {
                chunk.CopyTo(kept.AsSpan(length));
                if (chunk.StartsWith("VP8X"u8) && chunk.Length > ChunkHeader)
                {
                    kept[length + ChunkHeader] &= unchecked((byte)~ProfileExifXmpFlags);
                }

                length += padded;
            }

            at += padded;
        }

        if (length == webp.Length)
        {
            return webp;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(kept.AsSpan(4), (uint)(length - 8));
        return kept[..length];
    }

    private static bool IsMetadata(ReadOnlySpan<byte> chunk) =>
        chunk.StartsWith("EXIF"u8) || chunk.StartsWith("XMP "u8) || chunk.StartsWith("ICCP"u8);
}
