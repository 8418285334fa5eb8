namespace NanoBanana.Core.Imaging;

/// <summary>The formats that are accepted, by content.</summary>
internal enum ImageFormat
{
    Jpeg,
    Png,
    WebP,
    Gif,
}

/// <summary>What a file's header says, without decoding a pixel.</summary>
/// <param name="Width">Pixels, upright: the EXIF orientation is applied.</param>
/// <param name="Height">Pixels, upright.</param>
/// <param name="Frames">Frames of an animation, counted from the structure; 1 for a still image.</param>
internal sealed record ImageHeader(ImageFormat Format, int Width, int Height, int Frames)
{
    public long Pixels => (long)Width * Height;

    public string ContentType => Format switch
    {
        ImageFormat.Jpeg => "image/jpeg",
        ImageFormat.Png => "image/png",
        ImageFormat.WebP => "image/webp",
        _ => "image/gif",
    };
}
