using System.Buffers.Binary;

namespace NanoBanana.Imaging.Metadata;

/// <summary>XMP in a WebP: a chunk at the end, announced in the extended header, which is made where there is none.</summary>
internal static class XmpInWebP
{
    private const int RiffHeader = 12;
    private const int ChunkHeader = 8;
    private const byte AlphaFlag = 0x10;
    private const byte XmpFlag = 0x04;

    /// <param name="webp">Without XMP.</param>
    public static byte[] Add(ReadOnlySpan<byte> webp, ImageHeader header, ReadOnlySpan<byte> packet)
    {
        var end = (int)Math.Min(webp.Length, 8L + BinaryPrimitives.ReadUInt32LittleEndian(webp[4..]));
        var chunks = webp[RiffHeader..end];
        byte[] extended = chunks.StartsWith("VP8X"u8) ? [] : [.. "VP8X"u8, .. Number(10), .. Extended(chunks, header)];
        byte[] file =
        [
            .. webp[..RiffHeader], .. extended, .. chunks,
            .. "XMP "u8, .. Number(packet.Length), .. packet, .. packet.Length % 2 == 0 ? (ReadOnlySpan<byte>)[] : [0],
        ];
        file[RiffHeader + ChunkHeader] |= XmpFlag;
        Number(file.Length - 8).CopyTo(file.AsSpan(4));
        return file;
    }

    private static byte[] Extended(ReadOnlySpan<byte> chunks, ImageHeader header)
    {
        var (width, height) = header.Stored;
        return [HasAlpha(chunks) ? AlphaFlag : (byte)0, 0, 0, 0, .. Number(width - 1)[..3], .. Number(height - 1)[..3]];
    }

    /// <summary>A lossless picture says so behind its size; a lossy one without an extended header has none.</summary>
    private static bool HasAlpha(ReadOnlySpan<byte> chunks) =>
        chunks.StartsWith("VP8L"u8) && chunks.Length > ChunkHeader + 4 && (chunks[ChunkHeader + 4] & 0x10) != 0;

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
