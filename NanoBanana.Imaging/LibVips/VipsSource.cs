using System.Runtime.InteropServices;
using NanoBanana.Imaging.Bmp;
using NanoBanana.Imaging.Colours;
using NetVips;

namespace NanoBanana.Imaging.LibVips;

/// <summary>Opens a file with the loader of its own format, scaled down while it is decoded where the format can.</summary>
internal static class VipsSource
{
    // What is left for the last resize, which is the better filter.
    private const double LeastResize = 1.5;

    /// <summary>The first frame, not yet upright; pixels are decoded when they are asked for, from the top.</summary>
    /// <exception cref="CorruptImageException">The decoder finds another picture in the file than its header announces.</exception>
    public static Image Open(ReadOnlyMemory<byte> file, ImageHeader header, int edge, VipsKillSwitch kill)
    {
        var scale = ScaleOf(header, edge);
        var image = header.Format == ImageFormat.Bmp ? Decode(file, kill) : kill.Watch(Load(BytesOf(file), header.Format, scale, kill));
        Check(image, header, scale);
        if (header.FirstFrame is { } frame)
        {
            image = OnTransparent(image, header, frame, kill);
        }

        return header.Colours is { } colours
            ? kill.Watch(VipsColours.WithProfile(image, MadeProfile.Of(colours, isGrey: image.Bands < 3)))
            : image;
    }

    /// <summary>libvips has no decoder for it.</summary>
    private static Image Decode(ReadOnlyMemory<byte> bmp, VipsKillSwitch kill)
    {
        var pixels = BmpDecoder.Decode(bmp, kill.Stopping);
        var image = kill.Watch(VipsPixels.Over(pixels), pixels);
        return pixels.Profile is { } profile ? kill.Watch(VipsColours.WithProfile(image, profile)) : image;
    }

    private static Image Load(byte[] bytes, ImageFormat format, double scale, VipsKillSwitch kill)
    {
        const Enums.Access FromTheTop = Enums.Access.Sequential;
        const Enums.FailOn Errors = Enums.FailOn.Error;
        var source = kill.Hold(Source.NewFromMemory(format == ImageFormat.Tiff ? TiffFirstPage.Of(bytes) : bytes));
        return format switch
        {
            ImageFormat.Jpeg => Image.JpegloadSource(source, shrink: (int)Math.Round(1 / scale), access: FromTheTop, failOn: Errors),
            ImageFormat.Png => Image.PngloadSource(source, access: FromTheTop, failOn: Errors),
            ImageFormat.WebP => Image.WebploadSource(source, scale: scale < 1 ? scale : null, access: FromTheTop, failOn: Errors),
            ImageFormat.Gif => Image.GifloadSource(source, access: FromTheTop, failOn: Errors),
            ImageFormat.Avif => Image.HeifloadSource(source, access: FromTheTop, failOn: Errors),
            _ => Image.TiffloadSource(source, access: FromTheTop, failOn: Errors),
        };
    }

    /// <summary>Header and decoder must agree: sizes, masks and limits go by the header.</summary>
    private static void Check(Image image, ImageHeader header, double scale)
    {
        var (width, height) = header.Stored;
        // Decoders round as they like when they scale.
        var tolerance = scale < 1 ? 2 : 0;
        if (Math.Abs(image.Width - (width * scale)) > tolerance || Math.Abs(image.Height - (height * scale)) > tolerance)
        {
            throw new CorruptImageException($"its header says {width} × {height}, and its picture is of another size");
        }
    }

    private static Image OnTransparent(Image image, ImageHeader header, FrameBox frame, VipsKillSwitch kill)
    {
        var withAlpha = image.Bands is 2 or 4 ? image : kill.Watch(image.BandjoinConst([255]));
        var shown = kill.Watch(withAlpha.ExtractArea(frame.X, frame.Y, frame.Width, frame.Height));
        return kill.Watch(shown.Embed(frame.X, frame.Y, header.Width, header.Height, extend: Enums.Extend.Black));
    }

    private static byte[] BytesOf(ReadOnlyMemory<byte> file) =>
        MemoryMarshal.TryGetArray(file, out var array) && array.Offset == 0 && array.Count == array.Array!.Length
            ? array.Array
            : file.ToArray();

    private static double ScaleOf(ImageHeader header, int edge)
    {
        var ratio = Math.Max(header.Width, header.Height) / (double)edge;
        return header.Format switch
        {
            ImageFormat.Jpeg => 1.0 / JpegShrink(ratio),
            ImageFormat.WebP when ratio > LeastResize => LeastResize / ratio,
            _ => 1,
        };
    }

    /// <summary>A JPEG's blocks can be decoded at a half, a quarter or an eighth of their size.</summary>
    private static int JpegShrink(double ratio) =>
        ratio >= 8 * LeastResize ? 8 : ratio >= 4 * LeastResize ? 4 : ratio >= 2 * LeastResize ? 2 : 1;
}
