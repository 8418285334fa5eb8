using System.Buffers.Binary;
using System.Text;

namespace NanoBanana.Imaging.Metadata;

/// <summary>Keeps the chunks of a WebP that say how it looks; its EXIF does not, because browsers ignore the orientation in it.</summary>
internal static class WebPStripper
{
    private const int RiffHeader = 12;
    private const int ChunkHeader = 8;
    private const byte ExifFlag = 0x08;
    private const byte XmpFlag = 0x04;

    private static readonly HashSet<string> Kept = ["VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"];

    public static void Write(ReadOnlySpan<byte> file, MemoryStream bare)
    {
        bare.Write(file[..RiffHeader]);
        var end = (int)Math.Min(file.Length, 8L + BinaryPrimitives.ReadUInt32LittleEndian(file[4..]));
        for (var at = RiffHeader; at + ChunkHeader <= end;)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            var length = (int)Math.Min(ChunkHeader + size + (size & 1L), end - at);
            var chunk = file.Slice(at, length);
            var type = Encoding.ASCII.GetString(chunk[..4]);
            if (Kept.Contains(type))
            {
                bare.Write(chunk);
            }

            at += length;
        }

        Finish(bare.GetBuffer().AsSpan(0, (int)bare.Length));
    }

    /// <summary>Writes the new length, and into an extended header what there is.</summary>
    private static void Finish(Span<byte> bare)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bare[4..], bare.Length - 8);
        if (bare.Length > RiffHeader + ChunkHeader && bare[RiffHeader..].StartsWith("VP8X"u8))
        {
            bare[RiffHeader + ChunkHeader] &= unchecked((byte)~(ExifFlag | XmpFlag));
        }
    }
}
