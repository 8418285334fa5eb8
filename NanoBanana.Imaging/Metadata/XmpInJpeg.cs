using System.Buffers.Binary;

namespace NanoBanana.Imaging.Metadata;

/// <summary>XMP in a JPEG: an <c>APP1</c> segment behind the start, or behind the JFIF segment that has to come first.</summary>
internal static class XmpInJpeg
{
    private const int Start = 2;
    private const byte App0 = 0xE0;
    private const byte App1 = 0xE1;

    /// <param name="jpeg">Sound and without XMP.</param>
    public static byte[] Add(ReadOnlySpan<byte> jpeg, ReadOnlySpan<byte> packet)
    {
        var at = jpeg[Start..].StartsWith((ReadOnlySpan<byte>)[0xFF, App0])
            ? Start + 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(Start + 2)..])
            : Start;
        byte[] content = [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. packet];
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)(content.Length + length.Length)));
        return [.. jpeg[..at], 0xFF, App1, .. length, .. content, .. jpeg[at..]];
    }
}
