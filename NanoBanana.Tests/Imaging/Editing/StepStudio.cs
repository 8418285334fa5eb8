using Microsoft.Extensions.Options;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.LibVips.Editing;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>Does steps and measures what comes of them.</summary>
internal static class StepStudio
{
    private static readonly IOptions<ImagingOptions> Settings = Options.Create(new ImagingOptions { Deadline = TimeSpan.FromMinutes(5) });

    public static LibVipsEditor Editor { get; } = TestEditor.Of(Settings);

    /// <summary>From a PNG, decoded again.</summary>
    public static async Task<TestPixels> DoAsync(TestPixels picture, params EditStep[] steps) => Decode(await FileAsync(picture, steps));

    public static Task<EditedPicture> FileAsync(TestPixels picture, params EditStep[] steps) => FileAsync([picture], steps);

    public static Task<EditedPicture> FileAsync(TestPixels[] pictures, params EditStep[] steps) =>
        Editor.EditAsync(new(steps), new([.. pictures.Select(picture =>
            new ReadOnlyMemory<byte>(TestPng.Of(picture)))]), CancellationToken.None);

    public static async Task<EditRefusedException> RefuseAsync(TestPixels picture, params EditStep[] steps)
    {
        var refused = await Assert.ThrowsAsync<EditRefusedException>(() => FileAsync(picture, steps));
        Assert.NotNull(refused.Chinese);
        return refused;
    }

    public static TestPixels Decode(EditedPicture file) => TestPixels.Decode(file.Content, file.ContentType switch
    {
        "image/jpeg" => "jpegload_buffer",
        "image/webp" => "webpload_buffer",
        _ => "pngload_buffer",
    });

    public static TestPixels Plain(int width, int height, byte red, byte green, byte blue) =>
        Paint(width, height, (_, _) => (red, green, blue));

    public static TestPixels Paint(int width, int height, Func<int, int, (double Red, double Green, double Blue)> colour)
    {
        var pixels = new TestPixels(new byte[width * height * 3], width, height, 3);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (red, green, blue) = colour(x, y);
                var pixel = pixels.At(x, y);
                (pixel[0], pixel[1], pixel[2]) = (Byte(red), Byte(green), Byte(blue));
            }
        }

        return pixels;
    }

    /// <summary>Of one band, in a part of the picture.</summary>
    public static double Mean(TestPixels pixels, int band, Box? part = null)
    {
        var (left, top, width, height) = part ?? new(0, 0, pixels.Width, pixels.Height);
        var sum = 0.0;
        for (var y = top; y < top + height; y++)
        {
            for (var x = left; x < left + width; x++)
            {
                sum += pixels.At(x, y)[band];
            }
        }

        return sum / (width * height);
    }

    public static double Deviation(TestPixels pixels, int band, Box? part = null)
    {
        var (left, top, width, height) = part ?? new(0, 0, pixels.Width, pixels.Height);
        var (mean, sum) = (Mean(pixels, band, part), 0.0);
        for (var y = top; y < top + height; y++)
        {
            for (var x = left; x < left + width; x++)
            {
                sum += (pixels.At(x, y)[band] - mean) * (pixels.At(x, y)[band] - mean);
            }
        }

        return Math.Sqrt(sum / (width * height));
    }

    /// <summary>How far two pictures are apart, on average.</summary>
    public static double Difference(TestPixels one, TestPixels other)
    {
        Assert.Equal((one.Width, one.Height, one.Bands), (other.Width, other.Height, other.Bands));
        return one.Bytes.Zip(other.Bytes, (a, b) => Math.Abs(a - b)).Average();
    }

    public static double Light(ReadOnlySpan<byte> pixel) => (0.2126 * pixel[0]) + (0.7152 * pixel[1]) + (0.0722 * pixel[2]);

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
}
