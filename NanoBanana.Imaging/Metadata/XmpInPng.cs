using System.Buffers.Binary;
using System.IO.Hashing;

namespace NanoBanana.Imaging.Metadata;

/// <summary>XMP in a PNG: an <c>iTXt</c> chunk behind the header.</summary>
internal static class XmpInPng
{
    private const int SignatureAndHeader = 8 + 25;

    /// <param name="png">Without XMP.</param>
    public static byte[] Add(ReadOnlySpan<byte> png, ReadOnlySpan<byte> packet)
    {
        // Keyword, not compressed, no language, no translated keyword.
        byte[] content = [.. "iTXt"u8, .. "XML:com.adobe.xmp"u8, 0, 0, 0, 0, 0, .. packet];
        Span<byte> length = stackalloc byte[4];
        Span<byte> checksum = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length - 4);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.HashToUInt32(content));
        return [.. png[..SignatureAndHeader], .. length, .. content, .. checksum, .. png[SignatureAndHeader..]];
    }
}
