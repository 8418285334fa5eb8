using NanoBanana.Imaging.Headers;

namespace NanoBanana.Imaging;

/// <summary>The formats that are accepted, by content.</summary>
internal enum ImageFormat
{
    Jpeg,
    Png,
    WebP,
    Gif,
    Avif,
    Bmp,
    Tiff,
}

/// <summary>What a file's header says, without decoding a pixel.</summary>
/// <param name="Width">Pixels, upright: the EXIF orientation is applied.</param>
/// <param name="Height">Pixels, upright.</param>
/// <param name="Frames">Frames of an animation, counted from the structure; 1 for a still image.</param>
internal sealed record ImageHeader(ImageFormat Format, int Width, int Height, int Frames)
{
    public long Pixels => (long)Width * Height;

    /// <summary>The EXIF orientation, 1–8: how decoded pixels are turned upright. Every decoder is told it, none is asked.</summary>
    public int Orientation { get; init; } = ExifOrientation.Upright;

    /// <summary>The size of the pixels as they are stored, before they are turned upright.</summary>
    public (int Width, int Height) Stored => ExifOrientation.SwapsSides(Orientation) ? (Height, Width) : (Width, Height);

    /// <summary>Where the first frame of a GIF lies when it leaves a part of the picture uncovered, which is transparent then.</summary>
    public FrameBox? FirstFrame { get; init; }

    /// <summary>What the numbers of a PNG mean by its own chunks; null when they are sRGB, or a colour profile says so.</summary>
    public PngColours? Colours { get; init; }

    /// <param name="width">Of the stored pixels.</param>
    /// <param name="height">Of the stored pixels.</param>
    public static ImageHeader Turned(ImageFormat format, int width, int height, int frames, int orientation) =>
        ExifOrientation.SwapsSides(orientation)
            ? new(format, height, width, frames) { Orientation = orientation }
            : new(format, width, height, frames) { Orientation = orientation };

    public string ContentType => Format switch
    {
        ImageFormat.Jpeg => "image/jpeg",
        ImageFormat.Png => "image/png",
        ImageFormat.WebP => "image/webp",
        ImageFormat.Gif => "image/gif",
        ImageFormat.Avif => "image/avif",
        ImageFormat.Bmp => "image/bmp",
        _ => "image/tiff",
    };
}

/// <summary>A part of a picture, in pixels from its top left corner.</summary>
internal readonly record struct FrameBox(int X, int Y, int Width, int Height);
