using NanoBanana.Contracts.Images;

namespace NanoBanana.Tests.Imaging.Compositing;

/// <summary>Without a mask: nothing drifts that was not asked to.</summary>
public sealed class WholePictureTests
{
    [Fact]
    public async Task An_answer_comes_back_at_the_sources_size()
    {
        var source = Scene.Of(11, 640, 480);
        var answer = new DriftingEngine { Size = (512, 384), Shift = (6, -4), Colours = [(1.1, 0), (1.1, 0), (1.1, 0)] }.Answer(source);

        var result = await Compositor.CompositeAsync(answer.ToJpeg(92), TestPng.Of(source));

        Assert.Equal(("image/jpeg", 640, 480), (result.ContentType, result.Width, result.Height));
        Assert.InRange(result.Drift!.Dx, 5.5, 6.5);
        Assert.InRange(result.Drift.Dy, -4.5, -3.5);
        AssertAlike(source, Compositor.Decode(result.Content), gain: 1.1);
    }

    [Fact]
    public async Task An_answer_of_the_right_size_and_place_is_not_touched()
    {
        var source = Scene.Of(12, 400, 300);
        var answer = new DriftingEngine { Noise = 3, Box = (100, 100, 200, 200) }.Answer(source).ToWebP(lossless: false);

        var result = await Compositor.CompositeAsync(answer, TestPng.Of(source));

        Assert.Equal(answer, result.Content);
        Assert.Equal("image/webp", result.ContentType);
        Assert.Equal((0, 0), (result.Drift!.Dx, result.Drift.Dy));
        Assert.InRange(result.Drift.Changed, 0, 0.002);
    }

    /// <summary>An engine that gives a square of a picture that is none: what it left out stays the source's.</summary>
    [Fact]
    public async Task A_part_is_put_back_into_the_whole()
    {
        var source = Scene.Of(13, 600, 400);
        var part = new TestPixels(new byte[400 * 400 * 3], 400, 400, 3);
        for (var y = 0; y < 400; y++)
        {
            source.Bytes.AsSpan(((y * 600) + 100) * 3, 1200).CopyTo(part.Bytes.AsSpan(y * 1200));
        }

        var result = await Compositor.CompositeAsync(TestPng.Of(new DriftingEngine { Size = (300, 300) }.Answer(part)), TestPng.Of(source));

        var pixels = Compositor.Decode(result.Content);
        Assert.Equal((600, 400), (pixels.Width, pixels.Height));
        AssertAlike(source, pixels, gain: 1);
    }

    [Fact]
    public async Task A_picture_with_new_borders_loses_them()
    {
        var source = Scene.Of(14, 600, 400);
        var framed = new TestPixels(new byte[600 * 600 * 3], 600, 600, 3);
        source.Bytes.CopyTo(framed.Bytes.AsSpan(100 * 1800));

        var result = await Compositor.CompositeAsync(TestPng.Of(framed), TestPng.Of(source));

        Assert.Equal((600, 400), (result.Width, result.Height));
        Assert.Equal(source.Bytes, Compositor.Decode(result.Content).Bytes);
    }

    [Fact]
    public async Task Another_shape_that_was_asked_for_stays()
    {
        var source = TestPng.Of(Scene.Of(15, 600, 400));
        var answer = TestPng.Of(Scene.Of(16, 300, 300));

        var square = await Compositor.CompositeAsync(answer, source, prompt: "crop it to a square");
        var kept = await Compositor.CompositeAsync(answer, source, prompt: "paint the square window blue");

        Assert.Equal((300, 300, null), (square.Width, square.Height, square.Drift));
        Assert.Equal(answer, square.Content);
        Assert.Equal((600, 400), (kept.Width, kept.Height));
    }

    [Fact]
    public async Task What_an_exact_engine_or_words_alone_made_stands_as_it_is()
    {
        var (answer, source) = (TestImages.Png(123, 45), TestPng.Of(Scene.Of(15, 300, 200)));

        var exact = await Compositor.CompositeAsync(answer, source, isExact: true);
        var made = await Compositor.CompositeAsync(answer, null);

        Assert.Equal((123, 45, new Drift(0, 0, 0)), (exact.Width, exact.Height, exact.Drift));
        Assert.Equal(answer, exact.Content);
        Assert.Equal((123, 45, null), (made.Width, made.Height, made.Drift));
        Assert.Equal(answer, made.Content);
    }

    [Fact]
    public async Task Transparency_that_an_answer_brings_is_kept()
    {
        var answer = Scene.Of(15, 300, 200).WithAlpha();

        var result = await Compositor.CompositeAsync(TestPng.Of(answer), TestPng.Of(Scene.Of(15, 600, 400)));

        Assert.Equal("image/png", result.ContentType);
        Assert.Equal(0, Compositor.Decode(result.Content).At(500, 200)[3]);
    }

    /// <summary>Two far spots besides a large change are drift: 2 × 20 × 20 of 400 × 300, and their rims.</summary>
    [Fact]
    public async Task What_changed_beside_the_request_is_counted()
    {
        var source = Scene.Of(17, 400, 300);
        var asked = new DriftingEngine { Box = (40, 40, 200, 200) }.Answer(source);
        var spoilt = new DriftingEngine { Box = (340, 20, 360, 40), Noise = 3 }.Answer(
            new DriftingEngine { Box = (340, 240, 360, 260) }.Answer(asked));

        var clean = await Compositor.CompositeAsync(TestPng.Of(asked), TestPng.Of(source));
        var drifted = await Compositor.CompositeAsync(TestPng.Of(spoilt), TestPng.Of(source));

        Assert.Equal(0, clean.Drift!.Changed);
        Assert.InRange(drifted.Drift!.Changed, 720 / 120_000.0, 1000 / 120_000.0);
    }

    private static void AssertAlike(TestPixels source, TestPixels result, double gain)
    {
        var off = 0.0;
        for (var at = 0; at < source.Bytes.Length; at++)
        {
            off += Math.Abs(Math.Min(255, source.Bytes[at] * gain) - result.Bytes[at]);
        }

        Assert.InRange(off / source.Bytes.Length, 0, 6);
    }
}
