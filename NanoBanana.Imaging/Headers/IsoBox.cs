using System.Buffers.Binary;

namespace NanoBanana.Imaging.Headers;

/// <summary>One box of an ISO media file: what it is called, where it starts and where its content is.</summary>
internal readonly record struct IsoBox(uint Type, long Start, FileRange Content)
{
    private const int Header = 8;
    private const int LargeHeader = 16;

    public static uint Name(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadUInt32BigEndian(name);

    public bool Is(ReadOnlySpan<byte> name) => Type == Name(name);

    /// <summary>Reads the head of the box at the cursor and leaves the cursor at its content.</summary>
    /// <param name="end">Of what it lies in.</param>
    public static IsoBox Next(HeaderCursor cursor, long end)
    {
        var start = cursor.Position;
        Span<byte> head = stackalloc byte[Header];
        cursor.Read(head);
        var length = (ulong)BinaryPrimitives.ReadUInt32BigEndian(head);
        var header = Header;
        if (length == 1)
        {
            Span<byte> large = stackalloc byte[sizeof(ulong)];
            cursor.Read(large);
            (length, header) = (BinaryPrimitives.ReadUInt64BigEndian(large), LargeHeader);
        }
        else if (length == 0)
        {
            length = (ulong)(end - start);
        }

        return length < (ulong)header ? throw new BadHeaderException("has a part that makes no sense")
            : length > (ulong)Math.Max(0, end - start) ? throw new BadHeaderException("ends before its picture does")
            : new(Name(head[4..]), start, new(start + header, (long)length - header));
    }

    /// <summary>The boxes between the cursor and <paramref name="end"/>; the cursor may be moved between them.</summary>
    public static IEnumerable<IsoBox> Within(HeaderCursor cursor, long end)
    {
        for (var at = cursor.Position; at < end;)
        {
            cursor.Position = at;
            var box = Next(cursor, end);
            at = box.Content.End;
            yield return box;
        }
    }
}
