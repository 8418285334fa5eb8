using Microsoft.Extensions.Options;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Headers;

namespace NanoBanana.Tests.Imaging;

[Trait("Kind", "Unit")]
public sealed class ImagePolicyTests
{
    [Fact]
    public void A_photograph_is_accepted() =>
        Assert.Equal(4000, Assert.IsType<ImageVerdict.Accepted>(Judge(TestImages.Photograph)).Header.Width);

    [Fact]
    public void A_bomb_is_refused_from_its_header() => AssertRefused(ImageRefusal.Unprocessable, "too-many-pixels", TestImages.Bomb);

    [Fact]
    public void A_side_may_not_be_endless() =>
        AssertRefused(ImageRefusal.Unprocessable, "too-many-pixels", TestPng.File(TestPng.Header(65_501, 1, 8, 2), ("IDAT", [0])));

    [Fact]
    public void Frames_count_as_much_as_pixels()
    {
        byte[] Animation(byte frames) => TestPng.File(
            TestPng.Header(4000, 2500, 8, 2), ("acTL", [0, 0, 0, frames, 0, 0, 0, 0]), ("IDAT", [0]));

        Assert.IsType<ImageVerdict.Accepted>(Judge(Animation(20)));
        AssertRefused(ImageRefusal.Unprocessable, "too-many-frames", Animation(21));
    }

    [Fact]
    public void Too_many_bytes_are_refused_unread()
    {
        var policy = new ImagePolicy(Options.Create(new ImagingOptions { MaxBytes = 100 }));
        using var stream = new MemoryStream(TestImages.Png(50, 50));

        var refused = Assert.IsType<ImageVerdict.Refused>(policy.Judge(stream));

        Assert.Equal((ImageRefusal.TooLarge, "too-many-bytes"), (refused.Refusal, refused.Problem.Code));
    }

    [Fact]
    public void What_is_no_image_and_what_is_damaged_differ()
    {
        AssertRefused(ImageRefusal.NotAnImage, "not-an-image", TestImages.Svg);
        AssertRefused(ImageRefusal.NotAnImage, "empty-file", []);
        AssertRefused(ImageRefusal.Unprocessable, "corrupt-image", TestImages.Truncated(TestImages.Png(50, 50)));
    }

    [Theory]
    [InlineData("heic", "Most Compatible")]
    [InlineData("mp4", "a video. Choose a JPEG")]
    [InlineData("bigtiff", "a BigTIFF picture. Export it")]
    [InlineData("raw", "The TIFF is a raw camera picture. Export it as JPEG")]
    [InlineData("rle", "The BMP is compressed in a way that is not supported. Export it")]
    [InlineData("pdf", "a PDF document. Export it")]
    [InlineData("svg", "an SVG drawing. Export it")]
    [InlineData("zip", "a ZIP archive. Unpack it")]
    [InlineData("html", "a web page. Choose a JPEG")]
    [InlineData("text", "Choose a JPEG, PNG, WebP, GIF, AVIF, TIFF or BMP file.")]
    [InlineData("empty", "It has no bytes. Choose another file")]
    public void What_is_no_image_says_what_it_is_and_what_to_do(string kind, string words)
    {
        byte[] file = kind switch
        {
            "heic" => [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0],
            "mp4" => [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 0, 0],
            "bigtiff" => [.. "II+"u8, 0, 8, 0, 0, 0],
            "raw" => TestTiff.File(new Dictionary<TiffTag, long[]> { [TiffTag.SubfileType] = [1] }, []),
            "rle" => Rle(),
            "pdf" => TestImages.Pdf,
            "svg" => TestImages.Svg,
            "zip" => [.. "PK"u8, 3, 4, 0, 0],
            "html" => [.. "<!doctype html><HTML>"u8],
            "text" => [.. "Dear diary"u8],
            _ => [],
        };
        var refused = Assert.IsType<ImageVerdict.Refused>(Judge(file));
        Assert.Equal(ImageRefusal.NotAnImage, refused.Refusal);
        Assert.Contains(words, refused.Problem.Detail, StringComparison.Ordinal);
    }

    private static byte[] Rle()
    {
        var bmp = TestBmp.Of(TestPixels.Quarters(8, 8), bits: 8);
        bmp[30] = 1;
        return bmp;
    }

    private static void AssertRefused(ImageRefusal refusal, string code, byte[] file)
    {
        var refused = Assert.IsType<ImageVerdict.Refused>(Judge(file));
        Assert.Equal((refusal, code), (refused.Refusal, refused.Problem.Code));
        Assert.False(string.IsNullOrEmpty(refused.Problem.Detail));
    }

    private static ImageVerdict Judge(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return new ImagePolicy(Options.Create(new ImagingOptions())).Judge(stream);
    }
}
