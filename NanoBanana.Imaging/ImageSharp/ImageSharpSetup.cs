using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata;

namespace NanoBanana.Imaging.ImageSharp;

/// <summary>How ImageSharp is set up to read files from strangers: few formats, one thread, a ceiling on memory.</summary>
internal static class ImageSharpSetup
{
    // 50 megapixels of four bytes, and as much again for a decoder's own buffers.
    private const int AllocationLimitMegabytes = 512;

    public static Configuration Create() => new(
        new JpegConfigurationModule(), new PngConfigurationModule(), new WebpConfigurationModule(), new GifConfigurationModule())
    {
        MaxDegreeOfParallelism = 1,
        MemoryAllocator = MemoryAllocator.Create(new MemoryAllocatorOptions { AllocationLimitMegabytes = AllocationLimitMegabytes }),
    };

    /// <summary>The decoder of a file's own format; of an animation it takes the first frame.</summary>
    public static IImageDecoder DecoderOf(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => new JpegDecoder(),
        ImageFormat.Png => new PngDecoder(),
        ImageFormat.WebP => new WebpDecoder(),
        ImageFormat.Gif => new GifDecoder { DecodingMode = FrameDecodingMode.First },
        _ => throw new CorruptImageException("AVIF and TIFF need libvips, which this server does not use"),
    };
}
