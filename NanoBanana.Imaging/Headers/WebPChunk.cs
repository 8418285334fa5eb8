using System.Buffers.Binary;

namespace NanoBanana.Imaging.Headers;

/// <summary>One chunk of a WebP's RIFF: where its payload starts and how long it is.</summary>
internal readonly record struct WebPChunk(uint Type, long Start, uint Length)
{
    public static readonly uint Lossy = Name("VP8 "u8);
    public static readonly uint Lossless = Name("VP8L"u8);
    public static readonly uint Extended = Name("VP8X"u8);
    public static readonly uint Frame = Name("ANMF"u8);

    /// <summary>Chunks lie on even offsets.</summary>
    public long End => Start + Length + (Length & 1);

    public bool IsPicture => Type == Lossy || Type == Lossless;

    /// <summary>Reads the head of the chunk at the cursor and leaves the cursor at its payload.</summary>
    public static WebPChunk Next(HeaderCursor cursor)
    {
        Span<byte> head = stackalloc byte[8];
        cursor.Read(head);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        return length <= cursor.Remaining
            ? new WebPChunk(Name(head), cursor.Position, length)
            : throw new BadHeaderException("ends before its picture does");
    }

    private static uint Name(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadUInt32LittleEndian(name);
}
