namespace NanoBanana.Tests.Imaging.Compositing;

/// <summary>Masks with grey in them: white on black shows how much of an answer a pixel takes.</summary>
[Trait("Kind", "Unit")]
public sealed class SoftMaskTests
{
    private const int Width = 512;
    private const int Height = 64;
    private static readonly TestPixels Black = new(new byte[Width * Height * 3], Width, Height, 3);
    private static readonly TestPixels White = Black with { Bytes = [.. Enumerable.Repeat((byte)255, Width * Height * 3)] };

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_soft_mask_blends_by_its_grey_from_a_half_on(int bands)
    {
        var mask = Mask(bands, x => Math.Min(255, x));

        var result = await CompositeAsync(mask);

        for (var x = 0; x < Width; x++)
        {
            var expected = Math.Max(0, (2 * Math.Min(255, x)) - 255);
            Assert.InRange(result[x], expected == 0 ? 0 : expected - 2, expected == 0 ? 0 : expected + 2);
            Assert.True(x == 0 || result[x] >= result[x - 1], $"At {x} it is less than before.");
        }
    }

    [Fact]
    public async Task A_mask_of_black_and_white_is_as_hard_as_one_of_single_bits()
    {
        var soft = await CompositeAsync(Mask(1, x => x is >= 100 and < 300 ? 254 : 0));
        var hard = await CompositeAsync(Mask(1, x => x is >= 100 and < 300 ? 255 : 0));

        Assert.Equal((0, 0), (hard[99], hard[300]));
        Assert.All(Enumerable.Range(104, 192), x => Assert.Equal(255, hard[x]));
        Assert.All(Enumerable.Range(0, Width), x => Assert.InRange(soft[x], hard[x] - 2, hard[x]));
    }

    [Fact]
    public async Task A_soft_mask_of_another_size_never_changes_what_it_marks_to_stay()
    {
        var small = new TestPixels([.. Enumerable.Range(0, 64 * 8).Select(at => (byte)Math.Min(255, at % 64 * 8))], 64, 8, 1);

        var result = await CompositeAsync(TestPng.Of(small, 8));

        Assert.All(Enumerable.Range(0, 128), x => Assert.Equal(0, result[x]));
        Assert.All(Enumerable.Range(1, Width - 1), x => Assert.True(result[x] >= result[x - 1]));
        Assert.Equal(255, result[^1]);
    }

    [Fact]
    public async Task An_engine_gets_a_soft_mask_as_a_hard_one_of_all_that_may_change()
    {
        var mask = await Compositor.Engine.ToMaskAsync(Mask(1, x => Math.Min(255, x)), TestPng.Of(Black), CancellationToken.None);

        var pixels = Compositor.Decode(mask.Png);
        Assert.All(Enumerable.Range(0, Width), x => Assert.Equal(x < 128 ? 0 : 255, pixels.At(x, 5)[0]));
        Assert.Equal(0.75, mask.Reading.Share);
    }

    /// <summary>The middle row of white laid on black; nothing outside of the mask has changed.</summary>
    private static async Task<int[]> CompositeAsync(byte[] mask)
    {
        var result = await Compositor.CompositeAsync(TestPng.Of(White), TestPng.Of(Black), mask, isExact: true);
        Assert.Equal(0, result.Drift!.Changed);
        var pixels = Compositor.Decode(result.Content);
        return [.. Enumerable.Range(0, Width).Select(x => (int)pixels.At(x, Height / 2)[0])];
    }

    private static byte[] Mask(int bands, Func<int, int> light)
    {
        var mask = new TestPixels(new byte[Width * Height * bands], Width, Height, bands);
        for (var at = 0; at < Width * Height; at++)
        {
            var pixel = mask.At(at % Width, at / Width);
            pixel.Fill(bands == 4 ? (byte)255 : (byte)light(at % Width));
            pixel[^1] = (byte)light(at % Width);
        }

        return TestPng.Of(mask, 8);
    }
}
