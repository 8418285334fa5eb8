using NanoBanana.Imaging.Editing;
using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>Steps that change colours where they are.</summary>
[Trait("Kind", "Unit")]
public sealed class ColourStepTests
{
    private static readonly TestPixels Ramp = Paint(256, 8, (x, _) => (x, x, x));

    [Theory]
    [InlineData(60), InlineData(-60)]
    public async Task Brightness_keeps_black_and_white_and_every_step_between(int percent)
    {
        var edited = await DoAsync(Ramp, new Adjust(Quality.Brightness, percent));

        Assert.Equal((0, 255), (edited.At(0, 0)[1], edited.At(255, 0)[1]));
        Assert.InRange(edited.At(128, 0)[1] - 128, percent > 0 ? 45 : -90, percent > 0 ? 75 : -45);
        for (var x = 1; x < 256; x++)
        {
            Assert.True(edited.At(x, 0)[1] >= edited.At(x - 1, 0)[1], $"the curve falls at {x}");
        }

        // A gain would leave one level of the bright end.
        Assert.True(Enumerable.Range(200, 56).Select(x => edited.At(x, 0)[1]).Distinct().Count() > 12);
    }

    [Fact]
    public async Task Shadows_are_lifted_and_lights_stay()
    {
        var edited = await DoAsync(Areas(40, 200), new Adjust(Quality.Shadows, 60));

        Assert.InRange(Mean(edited, 1, Dark), 52, 75);
        Assert.InRange(Mean(edited, 1, Bright), 197, 206);
    }

    [Fact]
    public async Task Highlights_are_taken_back_and_shadows_stay()
    {
        var edited = await DoAsync(Areas(40, 240), new Adjust(Quality.Highlights, -60));

        Assert.InRange(Mean(edited, 1, Bright), 195, 215);
        Assert.InRange(Mean(edited, 1, Dark), 37, 41);
    }

    [Fact]
    public async Task Lifted_shadows_keep_their_detail()
    {
        // Stripes of ±6 on a dark area.
        var striped = Paint(200, 100, (x, y) => x < 100 ? Grey(40 + (x / 2 % 2 * 12)) : Grey(200));
        var edited = await DoAsync(striped, new Adjust(Quality.Shadows, 60));

        Assert.InRange(Deviation(edited, 1, new(20, 20, 40, 40)), 5, 8);
    }

    [Fact]
    public async Task Clarity_raises_small_contrast_and_leaves_the_light_of_areas()
    {
        var striped = Paint(200, 200, (x, _) => Grey(120 + (x / 3 % 2 * 16)));
        var edited = await DoAsync(striped, new Adjust(Quality.Clarity, 50));

        Assert.InRange(Deviation(edited, 1) / Deviation(striped, 1), 1.25, 1.5);
        Assert.InRange(Mean(edited, 1), Mean(striped, 1) - 2, Mean(striped, 1) + 2);
    }

    [Fact]
    public async Task Vibrance_raises_pale_colours_more_than_strong_ones()
    {
        var edited = await DoAsync(Paint(20, 10, (x, _) => x < 10 ? (120, 130, 140) : (20, 60, 220)), new Adjust(Quality.Vibrance, 80));

        Assert.InRange(edited.At(2, 2)[2] - edited.At(2, 2)[0], 29, 45);
        Assert.InRange(edited.At(15, 2)[2] - edited.At(15, 2)[0], 195, 212);
    }

    [Fact]
    public async Task Tint_moves_between_green_and_magenta()
    {
        var edited = await DoAsync(Plain(8, 8, 100, 100, 100), new Adjust(Quality.Tint, 100));
        Assert.Equal([115, 85, 115], edited.At(3, 3).ToArray());
    }

    [Fact]
    public async Task A_fade_lifts_black_and_lowers_white()
    {
        var edited = await DoAsync(Ramp, new Adjust(Quality.Fade, 100));
        Assert.InRange(edited.At(0, 0)[0], 55, 60);
        Assert.InRange(edited.At(255, 0)[0], 235, 245);
    }

    [Fact]
    public async Task A_tint_gives_all_one_hue_and_leaves_the_light()
    {
        var picture = Paint(30, 10, (x, _) => x < 10 ? (200, 60, 60) : x < 20 ? (60, 160, 60) : (128, 128, 128));
        var edited = await DoAsync(picture, new TintWith(new(0, 0, 255), 100));
        for (var x = 5; x < 30; x += 10)
        {
            Assert.True(edited.At(x, 5)[2] > edited.At(x, 5)[0] + 30, "it is not blue");
            Assert.InRange(Light(edited.At(x, 5)), Light(picture.At(x, 5)) - 22, Light(picture.At(x, 5)) + 22);
        }
    }

    [Fact]
    public async Task A_colour_is_replaced_with_its_shades_and_others_stay()
    {
        // Light and dark red, green, grey.
        var picture = Paint(40, 10, (x, _) => x < 10 ? (220, 40, 40) : x < 20 ? (110, 15, 15) : x < 30 ? (40, 160, 60) : (128, 128, 128));
        var edited = await DoAsync(picture, new ReplaceColour(new(255, 0, 0), new(0, 0, 255)));

        var named = await DoAsync(Plain(8, 8, 255, 0, 0), new ReplaceColour(new(255, 0, 0), new(0, 0, 255)));
        AssertNear([0, 0, 255], named.At(4, 4));
        Assert.True(edited.At(5, 5)[2] > edited.At(5, 5)[0] + 100, "the light red is not blue");
        Assert.True(edited.At(15, 5)[2] > edited.At(15, 5)[0] + 40, "the dark red is not blue");
        Assert.True(Light(edited.At(5, 5)) > Light(edited.At(15, 5)) + 15, "light and shade are lost");
        AssertNear(picture.At(25, 5), edited.At(25, 5));
        AssertNear(picture.At(35, 5), edited.At(35, 5));
    }

    [Fact]
    public async Task One_colour_is_kept_and_the_rest_becomes_grey()
    {
        // Red, blue, and the brown of wood.
        var picture = Paint(60, 10, (x, _) => x < 20 ? (210, 40, 50) : x < 40 ? (40, 90, 200) : (170, 100, 55));
        var edited = await DoAsync(picture, new KeepColour(new(255, 0, 0)));

        AssertNear(picture.At(5, 5), edited.At(5, 5));
        Assert.InRange(edited.At(30, 5)[2] - edited.At(30, 5)[0], -2, 2);
        Assert.InRange(edited.At(50, 5)[0] - edited.At(50, 5)[2], -2, 60);
    }

    private static (double, double, double) Grey(double value) => (value, value, value);

    private static Box Dark => new(20, 20, 60, 60);

    private static Box Bright => new(130, 20, 60, 60);

    private static TestPixels Areas(byte dark, byte bright) => Paint(210, 100, (x, _) => Grey(x < 105 ? dark : bright));

    private static void AssertNear(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        for (var band = 0; band < 3; band++)
        {
            Assert.InRange(actual[band], expected[band] - 3, expected[band] + 3);
        }
    }
}
