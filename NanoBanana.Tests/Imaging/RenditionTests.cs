using System.Text;
using Microsoft.Extensions.Options;
using NanoBanana.Imaging;
using NanoBanana.Imaging.ImageSharp;
using NanoBanana.Imaging.LibVips;

namespace NanoBanana.Tests.Imaging;

/// <summary>Thumbnails and previews, from both engines alike.</summary>
public abstract class RenditionTests
{
    private protected abstract IImageEngine Engine { get; }

    [Theory]
    [InlineData(1280, 960), InlineData(512, 384)]
    public async Task The_longest_edge_becomes_what_is_asked_for(int edge, int other)
    {
        var pixels = Decode(await Engine.MakeRenditionAsync(TestImages.Photograph, edge, CancellationToken.None));

        Assert.Equal((edge, other), (pixels.Width, pixels.Height));
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task A_turned_photograph_becomes_upright(int orientation)
    {
        var pixels = await ThumbnailAsync(TestImages.Jpeg(1200, 800, orientation));

        Assert.Equal((512, 341), (pixels.Width, pixels.Height));
        AssertQuarters(pixels);
    }

    [Fact]
    public async Task Every_format_is_decoded()
    {
        AssertQuarters(await ThumbnailAsync(TestImages.Jpeg(900, 600)));
        AssertQuarters(await ThumbnailAsync(TestImages.Png(900, 600)));
        AssertQuarters(await ThumbnailAsync(TestImages.WebP(900, 600)));
        AssertQuarters(await ThumbnailAsync(TestImages.WebP(900, 600, lossless: true)));
        AssertQuarters(await ThumbnailAsync(TestImages.AnimatedWebP(900, 600, 3)));
        AssertQuarters(await ThumbnailAsync(TestImages.Bmp(900, 600)));
        AssertNear([32, 32, 32], (await ThumbnailAsync(TestImages.Gif(900, 600, 3))).At(100, 100));
    }

    [Fact]
    public async Task Transparency_is_kept_and_lends_no_colour()
    {
        var pixels = await ThumbnailAsync(TestImages.Png(1000, 1000, alpha: true));

        Assert.Equal(4, pixels.Bands);
        AssertNear([220, 30, 30, 255], pixels.At(200, 100));
        Assert.Equal(0, pixels.At(400, 100)[3]);
    }

    [Fact]
    public async Task Nothing_is_enlarged()
    {
        var pixels = await ThumbnailAsync(TestImages.Png(120, 80));

        Assert.Equal((120, 80), (pixels.Width, pixels.Height));
    }

    [Fact]
    public async Task A_sliver_keeps_at_least_one_pixel()
    {
        var pixels = await ThumbnailAsync(TestImages.Png(6000, 2));

        Assert.Equal((512, 1), (pixels.Width, pixels.Height));
    }

    [Fact]
    public async Task Where_it_was_taken_stays_in_the_original()
    {
        var original = TestImages.JpegWithGps(1600, 1200);
        Assert.Contains(TestExif.Secret, Encoding.Latin1.GetString(original), StringComparison.Ordinal);

        foreach (var edge in (int[])[1280, 512])
        {
            var text = Encoding.Latin1.GetString(await Engine.MakeRenditionAsync(original, edge, CancellationToken.None));
            Assert.DoesNotContain(TestExif.Secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain("EXIF", text, StringComparison.Ordinal);
            Assert.DoesNotContain("ICCP", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Wide_colours_are_converted_before_their_profile_goes()
    {
        var original = TestImages.WideColourJpeg(800, 800);
        var raw = TestPixels.Decode(original, "jpegload_buffer");
        Assert.True(raw.At(600, 200)[0] > 80, "the file's own numbers differ from sRGB's");

        AssertQuarters(await ThumbnailAsync(original));
    }

    [Theory]
    [InlineData(0.3), InlineData(0.6), InlineData(0.95)]
    public async Task A_file_that_ends_too_early_is_corrupt(double share)
    {
        byte[][] files =
        [
            TestImages.Photograph, TestPng.Of(TestPixels.Photograph(900, 600)), TestImages.WebP(900, 600), TestImages.Gif(900, 600),
            TestImages.Bmp(900, 600), TestImages.Avif(900, 600), TestImages.Tiff(900, 600),
        ];
        foreach (var file in files)
        {
            await Assert.ThrowsAsync<CorruptImageException>(() => ThumbnailAsync(TestImages.Truncated(file, share)));
        }
    }

    [Fact]
    public async Task What_is_no_image_is_corrupt_here()
    {
        await Assert.ThrowsAsync<CorruptImageException>(() => ThumbnailAsync(TestImages.Svg));
        await Assert.ThrowsAsync<CorruptImageException>(() => ThumbnailAsync([]));
    }

    [Fact]
    public async Task A_cancelled_decode_ends_as_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Engine.MakeRenditionAsync(TestImages.Photograph, 512, cancelled.Token));
    }

    [Fact]
    public async Task Damaged_files_end_in_one_kind_of_exception()
    {
        var random = new Random(7);
        byte[][] files = [TestImages.Jpeg(300, 200, 6), TestImages.Png(300, 200), TestImages.WebP(300, 200), TestImages.Gif(300, 200, 2),
            TestImages.Avif(300, 200), TestImages.Bmp(300, 200), TestImages.Tiff(300, 200)];
        foreach (var file in files)
        {
            for (var round = 0; round < 40; round++)
            {
                var damaged = (byte[])file.Clone();
                for (var hit = 0; hit < 8; hit++)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                var failure = await Record.ExceptionAsync(() => ThumbnailAsync(damaged));
                Assert.True(failure is null or CorruptImageException, failure?.ToString());
            }
        }
    }

    [Fact]
    public async Task A_display_file_is_the_picture_at_full_size()
    {
        var pixels = TestPixels.Photograph(700, 500);
        Assert.Equal(pixels.Bytes, TestPixels.Decode(await Engine.MakeDisplayAsync(TestBmp.Of(pixels), default), "pngload_buffer").Bytes);
    }

    private async Task<TestPixels> ThumbnailAsync(byte[] file) =>
        Decode(await Engine.MakeRenditionAsync(file, 512, CancellationToken.None));

    private static TestPixels Decode(byte[] webp) => TestPixels.Decode(webp, "webpload_buffer");

    private static void AssertQuarters(TestPixels pixels)
    {
        var (left, right, top, low) = (pixels.Width / 4, pixels.Width * 3 / 4, pixels.Height / 4, pixels.Height * 3 / 4);
        AssertNear([220, 30, 30], pixels.At(left, top));
        AssertNear([30, 200, 30], pixels.At(right, top));
        AssertNear([30, 30, 220], pixels.At(left, low));
        AssertNear([220, 220, 30], pixels.At(right, low));
    }

    private static void AssertNear(byte[] expected, ReadOnlySpan<byte> actual)
    {
        for (var band = 0; band < expected.Length; band++)
        {
            Assert.InRange(actual[band], expected[band] - 12, expected[band] + 12);
        }
    }
}

public sealed class LibVipsRenditionTests : RenditionTests
{
    private protected override IImageEngine Engine { get; } = new LibVipsEngine(Options.Create(new ImagingOptions()));
}

public sealed class ImageSharpRenditionTests : RenditionTests
{
    private protected override IImageEngine Engine { get; } = new ImageSharpEngine(Options.Create(new ImagingOptions()));
}
