using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.LibVips;
using NetVips;

namespace NanoBanana.Tests.Imaging.Compositing;

/// <summary>Every kind of source keeps its numbers outside a mask: their width, their meaning, and how it lies.</summary>
public sealed class FormatTests
{
    private static readonly (int Left, int Top, int Right, int Bottom) Hole = (80, 60, 200, 140);

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task A_turned_photograph_is_finished_upright(int orientation)
    {
        var file = TestExif.AddTo(Scene.Of(6, 300, 200).LaidDown(orientation).ToJpeg(92), TestExif.Orientation(orientation));
        var upright = Compositor.Decode(file);
        Assert.Equal((300, 200), (upright.Width, upright.Height));

        var result = await CompositeAsync(file, TestPng.Of(Painted(upright)));

        AssertKept(upright, result);
        Assert.DoesNotContain("eXIf", System.Text.Encoding.Latin1.GetString(result.Content), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task Sixteen_bits_stay_sixteen(int bands)
    {
        var file = DeepPng.Of(17, 300, 200, bands);
        var source = Compositor.Decode(file);
        Assert.Equal(2 * bands, source.Bands);

        var result = await CompositeAsync(file, TestPng.Of(Compositor.BoxMask(300, 200, (0, 0, 300, 200))));

        AssertKept(source, result);
        Assert.Equal(255, Compositor.Decode(result.Content).At(140, 100)[0]);
    }

    [Fact]
    public async Task Grey_stays_grey_under_a_grey_answer()
    {
        var grey = Scene.Grey(7, 300, 200);
        var answer = new TestPixels([.. grey.Bytes.SelectMany(value => new[] { value, value, value })], 300, 200, 3);

        var result = await CompositeAsync(GreyPng(grey), answer.ToJpeg(90));

        AssertKept(grey, result);
    }

    [Fact]
    public async Task Grey_becomes_colour_only_where_an_answer_brings_it()
    {
        var grey = Scene.Grey(7, 300, 200);
        var colours = new TestPixels([.. grey.Bytes.SelectMany(value => new[] { value, value, value })], 300, 200, 3);

        var result = await CompositeAsync(GreyPng(grey), TestPng.Of(Painted(colours)));

        AssertKept(colours, result);
        Assert.Equal([230, 20, 200], Compositor.Decode(result.Content).At(140, 100).ToArray());
    }

    [Fact]
    public async Task Transparency_outside_stays_and_inside_is_the_answers()
    {
        var source = Scene.Of(6, 300, 200).WithAlpha();

        var result = await CompositeAsync(TestPng.Of(source), TestPng.Of(Painted(Scene.Of(6, 300, 200))));

        AssertKept(source, result);
        Assert.Equal([230, 20, 200, 255], Compositor.Decode(result.Content).At(180, 100).ToArray());
    }

    [Fact]
    public async Task An_answer_may_cut_a_hole_where_it_is_allowed()
    {
        var source = Scene.Of(6, 300, 200);
        var answer = source.WithAlpha();

        var result = await CompositeAsync(TestPng.Of(source), TestPng.Of(answer));

        var opaque = new TestPixels([.. source.Bytes.Chunk(3).SelectMany(pixel => pixel.Append((byte)255))], 300, 200, 4);
        AssertKept(opaque, result);
        Assert.Equal(0, Compositor.Decode(result.Content).At(180, 100)[3]);
        Assert.Equal(255, Compositor.Decode(result.Content).At(120, 100)[3]);
    }

    [Fact]
    public async Task A_wide_gamut_source_keeps_its_numbers_and_its_profile()
    {
        var file = TestPixels.Quarters(300, 200).ToJpeg(95, profile: "p3");
        var source = Compositor.Decode(file);

        var result = await CompositeAsync(file, TestPng.Of(TestPixels.Quarters(300, 200)));

        AssertKept(source, result);
        Assert.Equal(ProfileOf(file, "jpegload_buffer"), ProfileOf(result.Content, "pngload_buffer"));
        // The answer said the same colours in sRGB's numbers: converted, they are the source's.
        var pixels = Compositor.Decode(result.Content);
        foreach (var (x, y) in new[] { (110, 80), (190, 80), (110, 120), (190, 120) })
        {
            for (var band = 0; band < 3; band++)
            {
                Assert.InRange(pixels.At(x, y)[band] - source.At(x, y)[band], -6, 6);
            }
        }
    }

    [Fact]
    public async Task Every_format_keeps_its_pixels()
    {
        byte[][] files =
        [
            Scene.Of(6, 300, 200).ToJpeg(80), Scene.Of(6, 300, 200).ToWebP(lossless: false), Scene.Of(6, 300, 200).ToWebP(lossless: true),
            TestImages.WebP(300, 200, alpha: true), TestImages.Gif(300, 200, 3), TestImages.AnimatedWebP(300, 200, 2),
            TestPng.OneBit(300, 200),
        ];
        foreach (var file in files)
        {
            var source = Compositor.Decode(file);
            // Black and white say nothing of colour.
            var result = await CompositeAsync(file, TestPng.Of(Compositor.BoxMask(300, 200, (90, 70, 190, 130))));
            AssertKept(source, result);
        }
    }

    [Theory]
    [InlineData(1, 1), InlineData(2, 1), InlineData(3, 1), InlineData(4, 1), InlineData(1, 2), InlineData(2, 2), InlineData(3, 2)]
    [InlineData(4, 2)]
    public void What_is_written_is_what_is_read(int bands, int depth)
    {
        var random = new Random(bands + (10 * depth));
        foreach (var (width, height) in new[] { (1, 1), (3, 2), (61, 47), (700, 900) })
        {
            var pixels = new byte[width * height * bands * depth];
            random.NextBytes(pixels);
            using var file = new MemoryStream();
            using (var png = new PngWriter(file, width, height, bands, depth, null))
            {
                foreach (var row in pixels.Chunk(width * bands * depth))
                {
                    png.WriteRow(row);
                }

                png.Finish();
            }

            Assert.Equal(pixels, Compositor.Decode(file.ToArray()).Bytes);
        }
    }

    private static Task<CompositedResult> CompositeAsync(byte[] source, byte[] answer) =>
        Compositor.CompositeAsync(answer, source, TestPng.Of(Compositor.BoxMask(300, 200, Hole)), isExact: true);

    private static TestPixels Painted(TestPixels source) => new DriftingEngine { Box = (100, 80, 190, 120) }.Answer(source);

    private static void AssertKept(TestPixels source, CompositedResult result)
    {
        Assert.Equal(0, Compositor.CountChanged(
            source, Compositor.Decode(result.Content), (x, y) => x >= Hole.Left && x < Hole.Right && y >= Hole.Top && y < Hole.Bottom));
        Assert.Equal(0, result.Drift!.Changed);
    }

    private static byte[] GreyPng(TestPixels grey)
    {
        using var image = grey.ToImage();
        return image.PngsaveBuffer();
    }

    private static byte[] ProfileOf(byte[] file, string loader)
    {
        using var image = (Image)Operation.Call(loader, file);
        return VipsColours.ProfileOf(image)!;
    }
}
