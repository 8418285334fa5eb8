using System.Buffers.Binary;

namespace NanoBanana.Imaging.Polyglots;

/// <summary>
/// A ZIP archive (also JAR, APK, DOCX) is opened from its end, whatever stands before it: so a file is one when the end of its last
/// 64 KB leads to a directory of entries, even one that hides in a comment or a chunk of the picture.
/// </summary>
internal static class ZipDirectory
{
    private const int RecordLength = 22;
    private const int LocatorLength = 20;
    private const int LongestComment = ushort.MaxValue;

    private static ReadOnlySpan<byte> Record => "PK\x05\x06"u8;

    private static ReadOnlySpan<byte> Entry => "PK\x01\x02"u8;

    public static bool IsIn(Stream content)
    {
        var tail = new byte[(int)Math.Min(content.Length, RecordLength + LongestComment)];
        content.Position = content.Length - tail.Length;
        content.ReadExactly(tail);

        for (var at = tail.Length - RecordLength; at >= 0; at--)
        {
            at = tail.AsSpan(0, at + Record.Length).LastIndexOf(Record);
            if (at < 0)
            {
                return false;
            }

            // Some programs trust the directory's length, others its place.
            var size = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 12));
            var place = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
            if (IsLarge(tail.AsSpan(0, at)) || IsEntry(content, content.Length - tail.Length + at - size) || IsEntry(content, place))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLarge(ReadOnlySpan<byte> before) =>
        before.Length >= LocatorLength && before[^LocatorLength..].StartsWith("PK\x06\x07"u8);

    private static bool IsEntry(Stream content, long at)
    {
        Span<byte> start = stackalloc byte[4];
        content.Position = Math.Max(0, at);
        return at >= 0 && content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Entry);
    }
}
