namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>Opens a file with the loader of its own format, scaled down while it is decoded where the format can.</summary>
internal static class VipsSource
{
    // What is left for the last resize, which is the better filter.
    private const double LeastResize = 1.5;

    /// <summary>The first frame, not yet upright; pixels are decoded when they are asked for, from the top.</summary>
    public static VipsImage Open(PinnedBytes bytes, ImageHeader header, int edge)
    {
        using var load = new VipsOperation(Loader(header.Format))
            .Set("buffer", bytes).Set("access", VipsAccess.Sequential).Set("fail_on", VipsFailOn.Error);
        var ratio = Math.Max(header.Width, header.Height) / (double)edge;
        switch (header.Format)
        {
            case ImageFormat.Jpeg:
                load.Set("shrink", JpegShrink(ratio));
                break;
            case ImageFormat.WebP when ratio > LeastResize:
                load.Set("scale", LeastResize / ratio);
                break;
        }

        return load.ToImage();
    }

    private static string Loader(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "jpegload_buffer",
        ImageFormat.Png => "pngload_buffer",
        ImageFormat.WebP => "webpload_buffer",
        _ => "gifload_buffer",
    };

    /// <summary>A JPEG's blocks can be decoded at a half, a quarter or an eighth of their size.</summary>
    private static int JpegShrink(double ratio) =>
        ratio >= 8 * LeastResize ? 8 : ratio >= 4 * LeastResize ? 4 : ratio >= 2 * LeastResize ? 2 : 1;
}
