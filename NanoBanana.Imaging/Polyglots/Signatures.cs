using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NanoBanana.Imaging.Polyglots;

/// <summary>
/// What files that are no pictures begin with. A short mark counts only where a file would begin. One that is looked for anywhere behind
/// the picture needs so much of its syntax that chance does not write it in ten thousand trailers of 15 MB.
/// </summary>
internal static class Signatures
{
    /// <summary>Bytes of the longest one that is looked for anywhere, with what must follow it.</summary>
    public const int Longest = 32;

    // After a tag, and of compressed data two bytes in five are such: together less than one in two thousand.
    private const int TextAfterTag = 8;

    private const int PeOffset = 0x3C;

    // Most bytes that look like a beginning are told apart by the next one.
    private static readonly SearchValues<byte> FirstBytes = SearchValues.Create("<%R7"u8);
    private static readonly SearchValues<byte> SecondBytes = SearchValues.Create("Pazs?h!ibSHIB"u8);

    private static readonly SearchValues<byte> TagEnds = SearchValues.Create(" \t\r\n\f/>"u8);
    private static readonly SearchValues<byte> Text =
        SearchValues.Create([(byte)'\t', (byte)'\r', (byte)'\n', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(letter => (byte)letter)]);

    private static readonly (byte[] Mark, string Kind)[] Exact =
    [
        ("%PDF-1."u8.ToArray(), "a PDF document"), ("%PDF-2."u8.ToArray(), "a PDF document"),
        ("Rar!\x1A\x07"u8.ToArray(), "a RAR archive"),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
    ];

    private static readonly (string Mark, string Kind)[] Tags =
    [
        ("<script", "a script"), ("<?php", "a script"), ("<html", "a web page"), ("<!doctype html", "a web page"), (
            "<svg", "an SVG document"),
        ("<iframe", "a web page"), ("<body", "a web page"),
    ];

    /// <param name="isEnd">The file ends behind these bytes; elsewhere a mark may need bytes that are not here.</param>
    public static string? Anywhere(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        while (bytes.IndexOfAny(FirstBytes) is >= 0 and var at)
        {
            bytes = bytes[at..];
            if (bytes.Length < 2 || !SecondBytes.Contains(bytes[1]))
            {
                bytes = bytes[1..];
                continue;
            }

            foreach (var (mark, kind) in Exact)
            {
                if (bytes.StartsWith(mark))
                {
                    return kind;
                }
            }

            foreach (var (mark, kind) in Tags)
            {
                if (bytes.Length > mark.Length && Ascii.EqualsIgnoreCase(bytes[..mark.Length], mark)
                    && IsMarkup(bytes[mark.Length..], isEnd))
                {
                    return kind;
                }
            }

            bytes = bytes[1..];
        }

        return null;
    }

    /// <summary>The name of a tag ends, and text follows.</summary>
    private static bool IsMarkup(ReadOnlySpan<byte> bytes, bool isEnd) =>
        TagEnds.Contains(bytes[0]) && (bytes.Length > TextAfterTag || isEnd)
        && !bytes[1..Math.Min(bytes.Length, 1 + TextAfterTag)].ContainsAnyExcept(Text);

    public static string? AtStart(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("PK\x03\x04"u8) ? "a ZIP archive"
        : bytes.StartsWith((byte[])[0x1F, 0x8B, 0x08]) ? "a gzip archive"
        : bytes.StartsWith((byte[])[0x7F, (byte)'E', (byte)'L', (byte)'F']) || IsWindowsProgram(bytes) ? "a program"
        : bytes.StartsWith("#!/"u8) ? "a script"
        : null;

    private static bool IsWindowsProgram(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("MZ"u8) || bytes.Length < PeOffset + 4)
        {
            return false;
        }

        var at = BinaryPrimitives.ReadUInt32LittleEndian(bytes[PeOffset..]);
        return at <= bytes.Length - 4 ? bytes[(int)at..].StartsWith("PE\0\0"u8) : at <= ushort.MaxValue;
    }
}
