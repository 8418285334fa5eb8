using NanoBanana.Contracts.Edits;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Tests.Imaging.Compositing;

/// <summary>What a compositor is given: masks of any kind, files that are none, and a change of mind.</summary>
[Trait("Kind", "Unit")]
public sealed class CompositingInputTests
{
    [Fact]
    public async Task A_mask_that_allows_nothing_is_told()
    {
        var source = TestPng.Of(Scene.Of(1, 60, 40));
        var black = TestPng.Of(new TestPixels(new byte[60 * 40 * 3], 60, 40, 3));

        await Assert.ThrowsAsync<UnusableMaskException>(() => Compositor.CompositeAsync(source, source, black));
        await Assert.ThrowsAsync<UnusableMaskException>(() => Compositor.Engine.ToMaskAsync(black, source, CancellationToken.None));
    }

    [Fact]
    public async Task A_mask_that_allows_everything_gives_the_answer()
    {
        var (source, answer) = (Scene.Of(1, 300, 200), Scene.Of(2, 300, 200));

        var result = await Compositor.CompositeAsync(
            TestPng.Of(answer), TestPng.Of(source), TestPng.Of(Compositor.BoxMask(30, 20, (0, 0, 30, 20))));

        Assert.Equal(answer.Bytes, Compositor.Decode(result.Content).Bytes);
    }

    [Fact]
    public async Task An_engine_gets_the_mask_at_the_size_of_the_upright_source()
    {
        var mask = Compositor.BoxMask(60, 90, (20, 30, 40, 60));

        var png = (await Compositor.Engine.ToMaskAsync(TestPng.Of(mask), TestImages.Jpeg(800, 1200, 6), CancellationToken.None)).Png;

        var pixels = Compositor.Decode(png);
        Assert.Equal((800, 1200, 1), (pixels.Width, pixels.Height, pixels.Bands));
        Assert.Equal(255, pixels.At(400, 600)[0]);
        Assert.Equal(0, pixels.At(200, 600)[0]);
        Assert.Equal([(byte)0, (byte)255], pixels.Bytes.Distinct().Order());
    }

    [Theory]
    [InlineData(3, 255, MaskBasis.Brightness, 0.25)]
    [InlineData(4, 255, MaskBasis.Brightness, 0.25)]
    [InlineData(4, 128, MaskBasis.Brightness, 0.25)]
    [InlineData(4, 127, MaskBasis.Alpha, 2399 / 2400.0)]
    [InlineData(4, 0, MaskBasis.Alpha, 2399 / 2400.0)]
    public async Task How_a_mask_was_understood_is_told(int bands, byte alphaOfOnePixel, MaskBasis basis, double share)
    {
        var mask = new TestPixels(new byte[60 * 40 * bands], 60, 40, bands);
        for (var at = 0; at < 60 * 40; at++)
        {
            var pixel = mask.At(at % 60, at / 60);
            pixel.Fill((byte)(at % 60 < 15 ? 255 : 0));
            if (bands == 4)
            {
                pixel[3] = at == 59 ? alphaOfOnePixel : (byte)255;
            }
        }

        var reading = (await Compositor.Engine.ToMaskAsync(TestPng.Of(mask), TestImages.Png(60, 40), CancellationToken.None)).Reading;
        Assert.Equal(basis, reading.Basis);
        Assert.Equal(share, reading.Share, 9);

        // The same of a mask that is scaled.
        reading = (await Compositor.Engine.ToMaskAsync(TestPng.Of(mask), TestImages.Png(120, 80), CancellationToken.None)).Reading;
        Assert.Equal(basis, reading.Basis);
    }

    [Fact]
    public async Task A_bomb_is_refused_before_it_is_decoded()
    {
        var small = TestPng.Of(Scene.Of(1, 60, 40));

        await Assert.ThrowsAsync<CorruptImageException>(() => Compositor.CompositeAsync(TestImages.Bomb, small));
        await Assert.ThrowsAsync<CorruptImageException>(() => Compositor.CompositeAsync(TestImages.Bomb, null));
        await Assert.ThrowsAsync<CorruptImageException>(() => Compositor.CompositeAsync(small, small, TestImages.Bomb));
    }

    [Fact]
    public async Task Damaged_files_are_told_as_such()
    {
        var sound = TestPng.Of(Scene.Of(1, 200, 200));
        var mask = TestPng.Of(Compositor.BoxMask(200, 200, (50, 50, 100, 100)));

        await Assert.ThrowsAsync<CorruptImageException>(() => Compositor.CompositeAsync(TestImages.Truncated(sound), sound, mask));
        await Assert.ThrowsAsync<CorruptImageException>(() => Compositor.CompositeAsync(sound, TestImages.Truncated(sound), mask));
        await Assert.ThrowsAsync<CorruptImageException>(() => Compositor.CompositeAsync(sound, sound, TestImages.Truncated(mask)));
        await Assert.ThrowsAsync<CorruptImageException>(() => Compositor.CompositeAsync(TestImages.Html, sound, mask));
        await Assert.ThrowsAsync<CorruptImageException>(() => Compositor.CompositeAsync(TestImages.Truncated(sound), null));
    }

    [Fact]
    public async Task A_cancelled_finish_ends_as_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var picture = new CompositingRequest(TestImages.Photograph, TestImages.Photograph, null, "nicer", IsExact: false);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Compositor.Engine.CompositeAsync(picture, cancelled.Token));
    }
}
