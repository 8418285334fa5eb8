using NanoBanana.Core.Imaging.Headers;

namespace NanoBanana.Core.Imaging;

/// <summary>
/// Tells by content what a file is and how large its pixels would be, without decoding any. A file is what its first bytes
/// say; <see cref="Polyglots.PolyglotDetector"/> looks for what may be hidden further on. Whatever the bytes are, the work is bounded and
/// the answer is an
/// <see cref="ImageHeaderResult"/>, not an exception; only a stream that cannot be read throws its own.
/// </summary>
internal static class ImageHeaderReader
{
    private const int LongestMagic = 12;

    /// <param name="content">Seekable and whole; it is read from its start and left where it was.</param>
    public static ImageHeaderResult Read(Stream content)
    {
        var position = content.Position;
        try
        {
            var cursor = new HeaderCursor(content);
            return FormatOf(cursor) is { } format ? Read(format, cursor) : new ImageHeaderResult.NotAnImage();
        }
        finally
        {
            content.Position = position;
        }
    }

    private static ImageFormat? FormatOf(HeaderCursor cursor)
    {
        Span<byte> magic = stackalloc byte[LongestMagic];
        magic = magic[..cursor.ReadUpTo(magic)];
        cursor.Position = 0;
        return magic.StartsWith(JpegHeader.Magic) ? ImageFormat.Jpeg
            : magic.StartsWith(PngHeader.Magic) ? ImageFormat.Png
            : magic.StartsWith(GifHeader.Magic) ? ImageFormat.Gif
            : WebPHeader.IsWebP(magic) ? ImageFormat.WebP
            : null;
    }

    private static ImageHeaderResult Read(ImageFormat format, HeaderCursor cursor)
    {
        try
        {
            return new ImageHeaderResult.Found(format switch
            {
                ImageFormat.Jpeg => JpegHeader.Read(cursor),
                ImageFormat.Png => PngHeader.Read(cursor),
                ImageFormat.WebP => WebPHeader.Read(cursor),
                _ => GifHeader.Read(cursor),
            });
        }
        catch (BadHeaderException bad)
        {
            return new ImageHeaderResult.Corrupt(format, $"the {NameOf(format)} {bad.Message}");
        }
    }

    private static string NameOf(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "JPEG",
        ImageFormat.Png => "PNG",
        ImageFormat.WebP => "WebP",
        _ => "GIF",
    };
}
