using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;

namespace NanoBanana.Core.Imaging.ImageSharp;

/// <summary>How ImageSharp is set up to read what strangers send: four formats, one thread, a ceiling on memory.</summary>
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
}
