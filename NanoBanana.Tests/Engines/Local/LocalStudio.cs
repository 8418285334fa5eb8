using Microsoft.Extensions.Options;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.LibVips.Editing;

namespace NanoBanana.Tests.Engines.Local;

/// <summary>A picture, the editor, and what is measured of its results.</summary>
internal static class LocalStudio
{
    private static readonly IOptions<ImagingOptions> Options = Microsoft.Extensions.Options.Options.Create(new ImagingOptions());
    private static readonly LibVipsEditor Editor = TestEditor.Of(Options);
    public static readonly TestPixels Source = TestPixels.Photograph(120, 80);

    public static async Task<TestPixels> EditAsync(string prompt, params byte[][] files)
    {
        var file = await FileAsync(
            prompt, files.Length > 0 ? files : prompt.Contains("canvas", StringComparison.Ordinal) ? [] : [TestPng.Of(Source)], default);
        return TestPixels.Decode(file.Content, file.ContentType == "image/jpeg" ? "jpegload_buffer" : "pngload_buffer");
    }

    public static Task<EditedPicture> FileAsync(string prompt, byte[] file, CancellationToken cancellationToken = default) =>
        FileAsync(prompt, [file], cancellationToken);

    public static Task<EditedPicture> FileAsync(string prompt, byte[][] files, CancellationToken cancellationToken)
    {
        var program = Assert.IsType<Reading.Understood>(PromptParser.Parse(prompt)).Program;
        return Editor.EditAsync(program, new([.. files.Select(file => new ReadOnlyMemory<byte>(file))]), cancellationToken);
    }

    public delegate void Paint(int x, int y, Span<byte> pixel);

    public static TestPixels Map(int width, int height, Paint paint)
    {
        var pixels = new TestPixels(new byte[width * height * 3], width, height, 3);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                paint(x, y, pixels.At(x, y));
            }
        }

        return pixels;
    }

    public static double Mean(int left, int top, int side, int band = 1)
    {
        var sum = 0.0;
        for (var y = top; y < top + side; y++)
        {
            for (var x = left; x < left + side; x++)
            {
                sum += Source.At(x, y)[band];
            }
        }

        return sum / (side * side);
    }

    public static (int Left, int Top, int Right, int Bottom) Drawn(TestPixels pixels)
    {
        var hits = Enumerable.Range(0, pixels.Width * pixels.Height).Where(at => pixels.Bytes[at * 3] > 20)
            .Select(at => (X: at % pixels.Width, Y: at / pixels.Width)).ToArray();
        return (hits.Min(hit => hit.X), hits.Min(hit => hit.Y), hits.Max(hit => hit.X), hits.Max(hit => hit.Y));
    }

    public static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);

    public static (int, int) Size(TestPixels pixels) => (pixels.Width, pixels.Height);

    public static void AssertSame(TestPixels expected, TestPixels actual, int tolerance = 0)
    {
        Assert.Equal((expected.Width, expected.Height, expected.Bands), (actual.Width, actual.Height, actual.Bands));
        var worst = expected.Bytes.Zip(actual.Bytes, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst <= tolerance, $"a channel differs by {worst}");
    }
}
