using System.Runtime.InteropServices;
using NetVips;

namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>Opens a file with the loader of its own format, scaled down while it is decoded where the format can.</summary>
internal static class VipsSource
{
    // What is left for the last resize, which is the better filter.
    private const double LeastResize = 1.5;

    /// <summary>The first frame, not yet upright; pixels are decoded when they are asked for, from the top.</summary>
    public static Image Open(ReadOnlyMemory<byte> file, ImageHeader header, int edge)
    {
        const Enums.Access FromTheTop = Enums.Access.Sequential;
        const Enums.FailOn Errors = Enums.FailOn.Error;
        var bytes = BytesOf(file);
        var ratio = Math.Max(header.Width, header.Height) / (double)edge;
        return header.Format switch
        {
            ImageFormat.Jpeg => Image.JpegloadBuffer(bytes, shrink: JpegShrink(ratio), access: FromTheTop, failOn: Errors),
            ImageFormat.Png => Image.PngloadBuffer(bytes, access: FromTheTop, failOn: Errors),
            ImageFormat.WebP => Image.WebploadBuffer(
                bytes, scale: ratio > LeastResize ? LeastResize / ratio : null, access: FromTheTop, failOn: Errors),
            _ => Image.GifloadBuffer(bytes, access: FromTheTop, failOn: Errors),
        };
    }

    private static byte[] BytesOf(ReadOnlyMemory<byte> file) =>
        MemoryMarshal.TryGetArray(file, out var array) && array.Offset == 0 && array.Count == array.Array!.Length ? array.Array : file.ToArray();

    /// <summary>A JPEG's blocks can be decoded at a half, a quarter or an eighth of their size.</summary>
    private static int JpegShrink(double ratio) =>
        ratio >= 8 * LeastResize ? 8 : ratio >= 4 * LeastResize ? 4 : ratio >= 2 * LeastResize ? 2 : 1;
}
