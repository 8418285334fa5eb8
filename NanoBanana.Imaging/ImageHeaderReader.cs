using NanoBanana.Imaging.Headers;

namespace NanoBanana.Imaging;

/// <summary>
/// Tells by content what a file is and how large its pixels would be, without decoding any. A file is what its first bytes
/// say; <see cref="Polyglots.PolyglotDetector"/> looks for what may be hidden further on. Whatever the bytes are, the work is bounded and
/// the answer is an
/// <see cref="ImageHeaderResult"/>, not an exception; only a stream that cannot be read throws its own.
/// </summary>
internal static class ImageHeaderReader
{
    private const int LongestMagic = 18;

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
            : TiffDirectory.IsTiff(magic) ? ImageFormat.Tiff
            : BmpHeader.IsBmp(magic) ? ImageFormat.Bmp
            : AvifHeader.IsAvif(cursor) ? ImageFormat.Avif
            : null;
    }

    private static ImageHeaderResult Read(ImageFormat format, HeaderCursor cursor)
    {
        cursor.Position = 0;
        try
        {
            return new ImageHeaderResult.Found(format switch
            {
                ImageFormat.Jpeg => JpegHeader.Read(cursor),
                ImageFormat.Png => PngHeader.Read(cursor),
                ImageFormat.WebP => WebPHeader.Read(cursor),
                ImageFormat.Gif => GifHeader.Read(cursor),
                ImageFormat.Avif => AvifHeader.Read(cursor),
                ImageFormat.Bmp => BmpHeader.Read(cursor).ToImageHeader(),
                _ => TiffHeader.Read(cursor),
            });
        }
        catch (BadHeaderException bad)
        {
            return new ImageHeaderResult.Corrupt(format, $"the {NameOf(format)} {bad.Message}");
        }
        catch (UnsupportedImageException other)
        {
            return new ImageHeaderResult.Unsupported($"The {NameOf(format)} {other.Message}.");
        }
    }

    private static string NameOf(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "JPEG",
        ImageFormat.Png => "PNG",
        ImageFormat.WebP => "WebP",
        ImageFormat.Gif => "GIF",
        ImageFormat.Avif => "AVIF",
        ImageFormat.Bmp => "BMP",
        _ => "TIFF",
    };
}
