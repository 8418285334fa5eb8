using Microsoft.Extensions.Options;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.LibVips;
using NetVips;

namespace NanoBanana.Tests.Imaging.Compositing;

/// <summary>The compositor as tests call it, and a decoder for what it gives that shares none of its code.</summary>
internal static class Compositor
{
    private static readonly IOptions<ImagingOptions> Settings = Options.Create(new ImagingOptions());

    static Compositor() => LibVipsLibrary.Require();

    public static ResultCompositor Engine { get; } = new(new LibVipsRasterCodec(), new ImagePolicy(Settings), Settings);

    public static Task<CompositedResult> CompositeAsync(
        byte[] answer, byte[]? source, byte[]? mask = null, string prompt = "make it nicer", bool isExact = false) =>
        Engine.CompositeAsync(new CompositingRequest(answer, OrNone(source), OrNone(mask), prompt, isExact), CancellationToken.None);

    /// <remarks>An array that is null would become an empty file, which is not the same as none.</remarks>
    private static ReadOnlyMemory<byte>? OrNone(byte[]? file) => file is null ? default(ReadOnlyMemory<byte>?) : file;

    /// <summary>Upright, the file's own numbers; two bytes a band count as two bands.</summary>
    public static TestPixels Decode(byte[] file)
    {
        using var image = SourceHeader.Read(file).Format switch
        {
            ImageFormat.Jpeg => Image.JpegloadBuffer(file, autorotate: true),
            ImageFormat.Png => Image.PngloadBuffer(file),
            ImageFormat.WebP => Image.WebploadBuffer(file),
            _ => Image.GifloadBuffer(file),
        };
        return TestPixels.Of(image);
    }

    /// <summary>White inside the box, black outside.</summary>
    public static TestPixels BoxMask(int width, int height, (int Left, int Top, int Right, int Bottom) box)
    {
        var mask = new TestPixels(new byte[width * height * 3], width, height, 3);
        for (var y = box.Top; y < box.Bottom; y++)
        {
            mask.Bytes.AsSpan(((y * width) + box.Left) * 3, (box.Right - box.Left) * 3).Fill(255);
        }

        return mask;
    }

    /// <summary>How many pixels that must not change differ in some band.</summary>
    public static int CountChanged(TestPixels source, TestPixels result, Func<int, int, bool> mayChange)
    {
        Assert.Equal((source.Width, source.Height, source.Bands), (result.Width, result.Height, result.Bands));
        var changed = 0;
        for (var y = 0; y < source.Height; y++)
        {
            for (var x = 0; x < source.Width; x++)
            {
                changed += !mayChange(x, y) && !source.At(x, y).SequenceEqual(result.At(x, y)) ? 1 : 0;
            }
        }

        return changed;
    }
}
