using System.Buffers;
using NanoBanana.Imaging.Headers;

namespace NanoBanana.Imaging.Polyglots;

/// <summary>
/// Finds a second file in an image: an archive, a program, a document or a page for browsers, in a place where the programs that open
/// such files would find it. What cameras and phones append stays welcome: padding, second pictures, motion photos, their makers' trailers.
/// </summary>
internal static class PolyglotDetector
{
    private const int PdfWindow = 1024;
    private const int BlockLength = 64 << 10;
    private const int StartLength = 1024;
    private const int MostPictures = 32;

    private static readonly SearchValues<byte> Padding = SearchValues.Create([0x00, 0xFF, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n']);

    /// <param name="content">An image by its header.</param>
    /// <returns>What is in there, with its article; null when it is an image and nothing else.</returns>
    /// <exception cref="BadHeaderException">The file is made of too many pieces to tell.</exception>
    public static string? Find(Stream content, ImageFormat format)
    {
        if (ZipDirectory.IsIn(content))
        {
            return "a ZIP archive";
        }

        // Readers look for the mark in the first kilobyte, not only at its start.
        var buffer = new byte[BlockLength];
        if (Read(content, 0, buffer.AsSpan(0, PdfWindow)).IndexOf("%PDF-"u8) >= 0)
        {
            return "a PDF document";
        }

        if (PictureEnd.Find(format, new HeaderCursor(content, BlockLength)) is not { } end)
        {
            return null;
        }

        var behind = PassMorePictures(content, end, buffer);
        return behind < content.Length ? FindBehind(content, behind, buffer) : null;
    }

    /// <summary>Previews, gain maps and second views are pictures, too: what their metadata holds is as welcome as in the first.</summary>
    private static long PassMorePictures(Stream content, long end, byte[] buffer)
    {
        for (var pictures = 0; pictures < MostPictures; pictures++)
        {
            var block = Read(content, end, buffer);
            // The mark of a JPEG begins with a byte that is padding as well.
            var mark = block.IndexOfAnyExcept(Padding) - 1;
            if (mark < 0 || !block[mark..].StartsWith(JpegHeader.Magic)
                || PictureEnd.FindJpeg(new HeaderCursor(content, BlockLength), end + mark) is not { } next)
            {
                return end;
            }

            end = next;
        }

        return end;
    }

    private static string? FindBehind(Stream content, long end, byte[] buffer)
    {
        var fresh = true;
        for (var at = end; at < content.Length; at += BlockLength - Signatures.Longest)
        {
            var block = Read(content, at, buffer);
            if (fresh && block.IndexOfAnyExcept(Padding) is >= 0 and var start)
            {
                fresh = false;
                var first = Read(content, at + start, new byte[StartLength]);
                if (Signatures.AtStart(first) is { } kind)
                {
                    return kind;
                }

                block = Read(content, at, buffer);
            }

            if (Signatures.Anywhere(block, isEnd: at + block.Length >= content.Length) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static ReadOnlySpan<byte> Read(Stream content, long at, Span<byte> buffer)
    {
        content.Position = at;
        return buffer[..content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
    }
}
