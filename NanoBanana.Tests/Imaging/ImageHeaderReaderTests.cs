using NanoBanana.Imaging;

namespace NanoBanana.Tests.Imaging;

[Trait("Kind", "Unit")]
public sealed class ImageHeaderReaderTests
{
    [Fact]
    public void Every_format_is_told_by_its_content()
    {
        AssertHeader(new(ImageFormat.Jpeg, 301, 202, 1), TestImages.Jpeg(301, 202));
        AssertHeader(new(ImageFormat.Png, 301, 202, 1), TestImages.Png(301, 202));
        AssertHeader(new(ImageFormat.Png, 301, 202, 1), TestImages.Png(301, 202, alpha: true));
        AssertHeader(new(ImageFormat.WebP, 301, 202, 1), TestImages.WebP(301, 202));
        AssertHeader(new(ImageFormat.WebP, 301, 202, 1), TestImages.WebP(301, 202, alpha: true));
        AssertHeader(new(ImageFormat.WebP, 301, 202, 1), TestImages.WebP(301, 202, lossless: true));
        AssertHeader(new(ImageFormat.Gif, 301, 202, 1), TestImages.Gif(301, 202));
        AssertHeader(new(ImageFormat.Avif, 301, 202, 1), TestImages.Avif(301, 202));
        AssertHeader(new(ImageFormat.Avif, 301, 202, 1), TestImages.Avif(301, 202, alpha: true));
        AssertHeader(new(ImageFormat.Bmp, 301, 202, 1), TestImages.Bmp(301, 202));
        AssertHeader(new(ImageFormat.Tiff, 301, 202, 1), TestImages.Tiff(301, 202));
    }

    [Fact]
    public void Frames_are_counted()
    {
        AssertHeader(new(ImageFormat.Gif, 40, 30, 7), TestImages.Gif(40, 30, 7));
        AssertHeader(new(ImageFormat.WebP, 40, 30, 5), TestImages.AnimatedWebP(40, 30, 5));
        AssertHeader(new(ImageFormat.Png, 40, 30, 9), TestPng.File(
            TestPng.Header(40, 30, 8, 2), ("acTL", [0, 0, 0, 9, 0, 0, 0, 0]), ("IDAT", [0])));
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public void The_size_is_upright(int orientation) =>
        AssertHeader(new(ImageFormat.Jpeg, 300, 200, 1) { Orientation = orientation }, TestImages.Jpeg(300, 200, orientation));

    [Theory]
    [InlineData(TestExif.Byte), InlineData(TestExif.Long)]
    public void An_orientation_of_another_type_is_none_as_in_browsers(int type) => AssertHeader(
        new(ImageFormat.Jpeg, 300, 200, 1), TestExif.AddTo(TestImages.Jpeg(300, 200), TestExif.Orientation(6, type)));

    [Fact]
    public void Only_the_first_frame_of_a_GIF_widens_the_picture()
    {
        AssertHeader(new(ImageFormat.Gif, 60, 40, 2), TestAnimations.Gif(60, 40, new(0, 0, 60, 40), new(10, 10, 80, 40)));
        AssertHeader(new(ImageFormat.Gif, 90, 50, 2), TestAnimations.Gif(60, 40, new(0, 0, 90, 50), new(0, 0, 60, 40)));
        AssertHeader(
            new(ImageFormat.Gif, 60, 40, 1) { FirstFrame = new(20, 10, 30, 20) }, TestAnimations.Gif(60, 40, new FrameBox(20, 10, 30, 20)));
    }

    [Fact]
    public void A_PNG_tells_what_its_numbers_mean()
    {
        (string, byte[]) gamma = ("gAMA", [0, 1, 0x86, 0xA0]);
        var grey = new TestPixels(new byte[4], 2, 2, 1);
        AssertHeader(new(ImageFormat.Png, 2, 2, 1) { Colours = new(1, null) }, TestPng.Of(grey, 8, gamma));
        AssertHeader(new(ImageFormat.Png, 2, 2, 1), TestPng.Of(grey, 8, gamma, ("sRGB", [0])));
        AssertHeader(new(ImageFormat.Png, 2, 2, 1), TestPng.Of(grey, 8, ("gAMA", [0, 0, 0, 0])));
    }

    [Fact]
    public void What_is_no_image_is_told_from_what_is_damaged()
    {
        byte[][] others =
        [
            [], [0xFF], "GIF"u8.ToArray(), "RIFF\x10\0\0\0WAVEfmt "u8.ToArray(),
            TestImages.Svg, TestImages.Html, TestImages.Pdf, TestImages.Zip,
        ];
        Assert.All(others, file => Assert.IsType<ImageHeaderResult.NotAnImage>(Read(file)));
    }

    [Fact]
    public void A_header_that_contradicts_itself_is_corrupt()
    {
        var damagedPng = TestImages.Png(10, 10);
        damagedPng[18]++;
        byte[][] files =
        [
            TestPng.File(TestPng.Header(0, 10, 8, 2), ("IDAT", [0])),
            TestPng.File(TestPng.Header(10, 10, 3, 2), ("IDAT", [0])),
            TestPng.File(TestPng.Header(10, 10, 8, 2)),
            damagedPng,
            [0x89, (byte)'P', (byte)'N', (byte)'G', 10, 26, 10, 0, 0, 0, 13, .. TestImages.Png(9, 9)[11..]],
            [0xFF, 0xD8, 0xFF, 0xD9],
            [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 0, 0, 9, 1, 1, 0x11, 0],
            [.. "GIF89a"u8, 5, 0, 5, 0, 0, 0, 0, 0x3B],
            [.. "RIFF"u8, 12, 0, 0, 0, .. "WEBPJUNK"u8, 0, 0, 0, 0],
        ];
        Assert.All(files, file => Assert.IsType<ImageHeaderResult.Corrupt>(Read(file)));
    }

    [Fact]
    public void A_file_cut_inside_its_header_is_corrupt()
    {
        foreach (var file in Samples())
        {
            for (var length = 12; length < 60; length++)
            {
                Assert.IsNotType<ImageHeaderResult.NotAnImage>(Read(file[..length]));
            }

            Assert.IsType<ImageHeaderResult.Corrupt>(Read(file[..20]));
        }
    }

    [Fact]
    public void An_animation_cut_short_is_corrupt()
    {
        Assert.IsType<ImageHeaderResult.Corrupt>(Read(TestImages.Truncated(TestImages.Gif(40, 30, 3))));
        Assert.IsType<ImageHeaderResult.Corrupt>(Read(TestImages.Truncated(TestImages.AnimatedWebP(40, 30, 3))));
    }

    [Fact]
    public void Reading_leaves_the_stream_where_it_was()
    {
        using var stream = new MemoryStream(TestImages.Png(10, 10)) { Position = 5 };

        Assert.IsType<ImageHeaderResult.Found>(ImageHeaderReader.Read(stream));
        Assert.Equal(5, stream.Position);
    }

    /// <summary>Whatever happens to a file, the answer is one of the four: an exception fails this test.</summary>
    [Fact]
    public void No_damage_makes_it_throw()
    {
        var random = new Random(20);
        foreach (var sample in Samples())
        {
            for (var round = 0; round < 4000; round++)
            {
                var file = sample[..random.Next(1, sample.Length + 1)];
                for (var hits = random.Next(1, 12); hits > 0; hits--)
                {
                    // Mostly where the structure is.
                    var at = random.Next(random.Next(3) == 0 ? file.Length : Math.Min(file.Length, 80));
                    file[at] = random.Next(4) switch { 0 => 0, 1 => 0xFF, _ => (byte)random.Next(256) };
                }

                if (Read(file) is ImageHeaderResult.Found { Header: var header })
                {
                    Assert.True(header is { Width: > 0, Height: > 0, Frames: > 0 });
                }
            }
        }
    }

    [Fact]
    public void Millions_of_tiny_blocks_end_the_reading()
    {
        var endless = new byte[6_000_000];
        byte[] start = [.. "GIF89a"u8, 5, 0, 5, 0, 0, 0, 0, 0x21, 0xFE];
        start.CopyTo(endless, 0);
        endless.AsSpan(start.Length).Fill(1);

        Assert.Contains("too many blocks", Assert.IsType<ImageHeaderResult.Corrupt>(Read(endless)).Reason, StringComparison.Ordinal);
    }

    private static byte[][] Samples() =>
    [
        TestImages.Jpeg(60, 40, 6), TestImages.JpegWithGps(60, 40), TestImages.Png(60, 40, alpha: true), TestImages.WebP(60, 40),
        TestImages.WebP(60, 40, alpha: true), TestImages.WebP(60, 40, lossless: true), TestImages.AnimatedWebP(60, 40, 3),
        TestImages.Gif(60, 40, 3),
        TestImages.Avif(60, 40, alpha: true), TestImages.Bmp(60, 40), TestImages.Tiff(60, 40), Tiff(60, 40),
    ];

    /// <summary>With its directory at the end.</summary>
    private static byte[] Tiff(int width, int height) =>
        TestTiff.File(TestTiff.Plain(TestPixels.Quarters(width, height)), TestPixels.Quarters(width, height).Bytes, isBigEndian: true);

    private static void AssertHeader(ImageHeader expected, byte[] file) =>
        Assert.Equal(expected, Assert.IsType<ImageHeaderResult.Found>(Read(file)).Header);

    private static ImageHeaderResult Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return ImageHeaderReader.Read(stream);
    }
}
