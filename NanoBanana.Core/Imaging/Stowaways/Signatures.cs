using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NanoBanana.Core.Imaging.Stowaways;

/// <summary>
/// What files that are no pictures begin with. A short mark counts only where a file would begin; one that chance does not write counts
/// anywhere behind the picture.
/// </summary>
internal static class Signatures
{
    /// <summary>Bytes of the longest one that is looked for anywhere.</summary>
    public const int Longest = 16;

    private const int PeOffset = 0x3C;

    // Most bytes that look like a beginning are told apart by the next one.
    private static readonly SearchValues<byte> FirstBytes = SearchValues.Create("<%R7"u8);
    private static readonly SearchValues<byte> SecondBytes = SearchValues.Create("Pazs?h!ibSHIB"u8);

    private static readonly (byte[] Mark, string Kind)[] Exact =
    [
        ("%PDF-"u8.ToArray(), "a PDF document"),
        ("Rar!\x1A\x07"u8.ToArray(), "a RAR archive"),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
    ];

    private static readonly (string Mark, string Kind)[] Tags =
    [
        ("<script", "a script"), ("<?php", "a script"), ("<html", "a web page"), ("<!doctype html", "a web page"), ("<svg", "an SVG document"),
        ("<iframe", "a web page"), ("<body", "a web page"),
    ];

    public static string? Anywhere(ReadOnlySpan<byte> bytes)
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
                if (bytes.Length >= mark.Length && Ascii.EqualsIgnoreCase(bytes[..mark.Length], mark))
                {
                    return kind;
                }
            }

            bytes = bytes[1..];
        }

        return null;
    }

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
        return at > bytes.Length - 4 || bytes[(int)at..].StartsWith("PE\0\0"u8);
    }
}
