using NanoBanana.Imaging.Editing;
using NanoBanana.Tests.Imaging.Compositing;
using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>Damage that was done on purpose is mended, and what was good stays.</summary>
public sealed class RepairTests
{
    private static readonly TestPixels Good = Street(seed: 3);

    [Theory]
    [InlineData(1.22, 0.78), InlineData(0.82, 1.2)]
    public async Task A_cast_is_taken_out(double red, double blue)
    {
        var cast = Changed(Good, (r, g, b) => (r * red, g, b * blue));
        var edited = await DoAsync(cast, new FixColours());
        Assert.InRange(CastOf(edited), 0, 0.45 * CastOf(cast));
    }

    [Fact]
    public async Task Neutral_colours_stay()
    {
        var edited = await DoAsync(Good, new FixColours());
        Assert.InRange(Difference(Good, edited), 0, 4);
    }

    [Fact]
    public async Task A_good_picture_is_hardly_enhanced_and_a_dull_one_is()
    {
        var dull = Changed(Good, (r, g, b) => (30 + (r * 0.35), 30 + (g * 0.33), 34 + (b * 0.33)));
        var (good, better) = (await DoAsync(Good, new Enhance(100)), await DoAsync(dull, new Enhance(100)));

        Assert.InRange(Difference(Good, good), 0, 9);
        Assert.True(Deviation(better, 1) > 1.5 * Deviation(dull, 1), "it is as dull as before");
        Assert.True(Difference(Good, better) < 0.7 * Difference(Good, dull),
            $"{Difference(Good, better)} of {Difference(Good, dull)} is left");
    }

    [Fact]
    public async Task A_dark_picture_gets_light_without_losing_its_lights()
    {
        var dark = Changed(Good, (r, g, b) => (r * r / 420, g * g / 420, b * b / 420));
        var edited = await DoAsync(dark, new FixLight());
        Assert.True(Mean(edited, 1) > Mean(dark, 1) + 25, "it is still dark");
        Assert.InRange(edited.Bytes.Count(value => value == 255) / (double)edited.Bytes.Length, 0, 0.02);
    }

    [Fact]
    public async Task Haze_is_taken_off_a_picture_whose_truth_is_known()
    {
        // Something dark is near everywhere, as leaves and windows are; there is more air to the top, where it is farther away.
        var clear = Paint(Good.Width, Good.Height, (x, y) => x % 9 < 2 || y % 11 < 2 ? (12, 14, 12)
            : (Good.At(x, y)[0], Good.At(x, y)[1], Good.At(x, y)[2]));
        var hazy = Paint(clear.Width, clear.Height, (x, y) => (Seen(x, y, 0), Seen(x, y, 1), Seen(x, y, 2)));
        var edited = await DoAsync(hazy, new Dehaze(100));
        Assert.True(Difference(clear, edited) < 0.6 * Difference(clear, hazy),
            $"{Difference(clear, edited)} of {Difference(clear, hazy)} is left");
        Assert.InRange(Difference(hazy, await DoAsync(hazy, new Dehaze(0))), 0, 1);

        double Seen(int x, int y, int band)
        {
            var through = 0.35 + (0.6 * y / clear.Height);
            return (clear.At(x, y)[band] * through) + (225 * (1 - through));
        }
    }

    [Fact]
    public async Task Skin_becomes_smooth_and_nothing_else()
    {
        var blotchy = Paint(400, 300, (x, y) =>
        {
            var blotch = 9 * Math.Sin(x / 3.0) * Math.Sin(y / 3.5);
            return x < 200 ? (205 + blotch, 155 + blotch, 130 + blotch) : (60 + blotch, 110 + blotch, 180 + blotch);
        });
        var edited = await DoAsync(blotchy, new SmoothSkin(100));
        Box skin = new(30, 30, 140, 240), sky = new(240, 30, 140, 240);
        Assert.True(Deviation(edited, 1, skin) < 0.5 * Deviation(blotchy, 1, skin), "skin is as it was");
        Assert.InRange(Deviation(edited, 1, sky) / Deviation(blotchy, 1, sky), 0.97, 1.03);
        Assert.InRange(Mean(edited, 1, skin), Mean(blotchy, 1, skin) - 2, Mean(blotchy, 1, skin) + 2);
    }

    /// <summary>Grey walls and roads, dark windows, some coloured things, daylight.</summary>
    private static TestPixels Street(int seed)
    {
        var scene = Scene.Of(seed, 320, 240);
        return Changed(scene, (r, g, b) =>
        {
            var grey = (r + g + b) / 3;
            var light = Math.Clamp((grey - 60) * 1.6, 0, 255);
            return (light + ((r - grey) * 0.35), light + ((g - grey) * 0.35), light + ((b - grey) * 0.35));
        });
    }

    private static TestPixels Changed(TestPixels pixels, Func<double, double, double, (double, double, double)> change) => Paint(
        pixels.Width, pixels.Height, (x, y) => change(pixels.At(x, y)[0], pixels.At(x, y)[1], pixels.At(x, y)[2]));

    private static double CastOf(TestPixels pixels) =>
        Math.Abs((Mean(pixels, 0) / Mean(pixels, 1)) - (Mean(Good, 0) / Mean(Good, 1))) + Math.Abs((Mean(pixels, 2) / Mean(pixels,
            1)) - (Mean(Good, 2) / Mean(Good, 1)));
}
