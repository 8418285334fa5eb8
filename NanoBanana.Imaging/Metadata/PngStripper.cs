using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using NanoBanana.Imaging.Headers;

namespace NanoBanana.Imaging.Metadata;

/// <summary>Keeps the chunks of a PNG that say how it looks.</summary>
internal static class PngStripper
{
    private const int Signature = 8;
    private const int Frame = 12;

    private static readonly HashSet<string> Kept =
    [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT",
    ];

    public static void Write(ReadOnlySpan<byte> file, MemoryStream bare)
    {
        bare.Write(file[..Math.Min(Signature, file.Length)]);
        for (var at = Signature; at + Frame <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            var type = Encoding.ASCII.GetString(file.Slice(at + 4, 4));
            if (length > file.Length - at - Frame)
            {
                break;
            }

            var chunk = file.Slice(at, (int)length + Frame);
            if (Kept.Contains(type))
            {
                bare.Write(chunk);
            }
            else if (type == "eXIf" && ExifStripper.OrientationOf(chunk[8..^4]) is not ExifOrientation.Upright and var orientation)
            {
                WriteChunk(bare, [.. "eXIf"u8, .. ExifStripper.Of(orientation)]);
            }

            if (type == "IEND")
            {
                break;
            }

            at += chunk.Length;
        }
    }

    /// <param name="content">Type and data.</param>
    private static void WriteChunk(MemoryStream bare, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length - 4);
        bare.Write(number);
        bare.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(content));
        bare.Write(number);
    }
}
