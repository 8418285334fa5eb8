using System.Buffers.Binary;

namespace NanoBanana.Imaging.ImageSharp;

/// <summary>The first frame of an animated WebP as a still one, because ImageSharp 2 decodes no animations.</summary>
/// <param name="File">The frame, with the colour profile of the whole.</param>
/// <param name="X">Where its left edge lies on the canvas.</param>
/// <param name="Y">Where its top edge lies on the canvas.</param>
internal sealed record FirstWebPFrame(byte[] File, int X, int Y)
{
    private const int RiffHeader = 12;
    private const int ChunkHeader = 8;
    private const int FrameHeader = 16;
    private const int ProfileFlag = 0x20;
    private const int AlphaFlag = 0x10;

    /// <param name="webp">A WebP whose header was read.</param>
    /// <returns>Null for one that does not move.</returns>
    public static FirstWebPFrame? Of(ReadOnlySpan<byte> webp)
    {
        if (Find(webp[RiffHeader..], "ANMF"u8) is not { Length: > ChunkHeader + FrameHeader } frame)
        {
            return null;
        }

        var place = frame[ChunkHeader..];
        var picture = frame[(ChunkHeader + FrameHeader)..];
        var profile = Find(webp[RiffHeader..], "ICCP"u8);
        var isOpaque = Find(picture, "ALPH"u8).IsEmpty && Find(picture, "VP8L"u8).IsEmpty;
        byte[] still =
        [
            .. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8,
            .. "VP8X"u8, 10, 0, 0, 0, (byte)((profile.IsEmpty ? 0 : ProfileFlag) | (isOpaque ? 0 : AlphaFlag)), 0, 0, 0, .. place[6..12],
            .. profile, .. picture,
        ];
        BinaryPrimitives.WriteInt32LittleEndian(still.AsSpan(4), still.Length - ChunkHeader);
        return new(still, 2 * Number(place), 2 * Number(place[3..]));
    }

    /// <summary>A whole chunk with its header; empty when there is none.</summary>
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> chunks, ReadOnlySpan<byte> name)
    {
        while (chunks.Length >= ChunkHeader)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(chunks[4..]);
            var length = (int)Math.Min(ChunkHeader + size + (size & 1), (uint)chunks.Length);
            if (chunks.StartsWith(name))
            {
                return chunks[..length];
            }

            chunks = chunks[length..];
        }

        return default;
    }

    private static int Number(ReadOnlySpan<byte> three) => three[0] | (three[1] << 8) | (three[2] << 16);
}
