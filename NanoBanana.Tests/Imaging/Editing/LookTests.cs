using NanoBanana.Imaging.Editing;
using NanoBanana.Tests.Imaging.Compositing;
using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>What each look promises, measured.</summary>
public sealed class LookTests
{
    private static readonly TestPixels Picture = Scene.Of(seed: 5, 240, 180);
    private static readonly TestPixels Grey = Plain(120, 90, 128, 128, 128);

    public static TheoryData<string> Kinds => [.. Enum.GetNames<LookKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_look_is_the_same_each_time_and_no_other(string name)
    {
        var look = new Look(Enum.Parse<LookKind>(name), 60);
        var (first, second) = (await DoAsync(Picture, look), await DoAsync(Picture, look));
        Assert.Equal(first.Bytes, second.Bytes);
        Assert.True(Difference(Picture, first) > 1.5, "nothing is to be seen of it");
    }

    [Fact]
    public async Task Half_a_look_lies_half_way()
    {
        var (half, whole) = (await DoAsync(Picture, new Look(LookKind.Duotone, 50)), await DoAsync(Picture, new Look(LookKind.Duotone,
            100)));
        for (var at = 0; at < half.Bytes.Length; at += 97)
        {
            Assert.InRange(half.Bytes[at] - ((Picture.Bytes[at] + whole.Bytes[at]) / 2.0), -1.6, 1.6);
        }
    }

    [Fact]
    public async Task Transparency_is_kept()
    {
        var edited = await DoAsync(Picture.WithAlpha(), new Look(LookKind.OilPainting, 100));
        Assert.Equal((4, 255, 0), (edited.Bands, edited.At(10, 10)[3], edited.At(230, 10)[3]));
    }

    [Fact]
    public async Task Grain_spreads_around_the_tone_that_was()
    {
        var edited = await DoAsync(Grey, new Look(LookKind.Grain, 50));
        Assert.InRange(Mean(edited, 0), 126, 130);
        Assert.InRange(Deviation(edited, 0), 6, 18);
        Assert.Equal(edited.At(40, 40)[0], edited.At(40, 40)[2]);
    }

    [Theory]
    [InlineData(0, 8), InlineData(50, 5), InlineData(100, 2)]
    public async Task Posterizing_leaves_few_levels(int percent, int levels)
    {
        var edited = await DoAsync(Paint(256, 4, (x, _) => (x, x, x)), new Look(LookKind.Posterize, percent));
        Assert.Equal(levels, edited.Bytes.Distinct().Count());
        Assert.Equal((0, 255), (edited.Bytes.Min(), edited.Bytes.Max()));
    }

    [Fact]
    public async Task A_threshold_leaves_black_and_white()
    {
        var edited = await DoAsync(Paint(256, 4, (x, _) => (x, x, x)), new Look(LookKind.Threshold, 40));
        Assert.Equal((0, 255), (edited.At(101, 1)[0], edited.At(103, 1)[0]));
        Assert.Equal<byte>([0, 255], edited.Bytes.Distinct().Order());
    }

    [Fact]
    public async Task Solarizing_turns_the_light_half_around()
    {
        var edited = await DoAsync(Paint(256, 4, (x, _) => (x, x, x)), new Look(LookKind.Solarize, 100));
        Assert.Equal((60, 55), (edited.At(60, 1)[0], edited.At(200, 1)[0]));
    }

    [Fact]
    public async Task A_duotone_runs_from_the_first_colour_to_the_second()
    {
        var edited = await DoAsync(
            Paint(30, 10, (x, _) => x < 10 ? (0, 0, 0) : x < 20 ? (120, 120, 120)
                : (255, 255, 255)), new Look(LookKind.Duotone, 100, new(90, 0, 120), new(255, 240, 0)));
        AssertNear([90, 0, 120], edited.At(5, 5), 4);
        AssertNear([255, 240, 0], edited.At(25, 5), 4);
        Assert.InRange(Light(edited.At(15, 5)), Light(edited.At(5, 5)) + 30, Light(edited.At(25, 5)) - 30);
    }

    [Theory]
    [InlineData(40), InlineData(128), InlineData(215)]
    public async Task Halftone_dots_cover_as_much_as_is_dark(byte tone)
    {
        var edited = await DoAsync(Plain(300, 300, tone, tone, tone), new Look(LookKind.Halftone, 100, new(0, 0, 0), Rgba.White));
        Assert.InRange(Mean(edited, 0), tone - 14, tone + 14);
        Assert.True(Deviation(edited, 0) > 60, "there are no dots");
    }

    [Fact]
    public async Task Halftone_in_colour_prints_a_colour_with_its_inks()
    {
        var edited = await DoAsync(Plain(300, 300, 220, 40, 40), new Look(LookKind.Halftone, 100));
        Assert.True(Mean(edited, 0) > Mean(edited, 1) + 80, "red is lost");
        Assert.True(Deviation(edited, 1) > 20, "there are no dots");
    }

    [Fact]
    public async Task A_glow_only_adds_light_and_most_around_what_is_light()
    {
        var lamp = Paint(200, 150, (x, y) => Math.Abs(x - 100) < 12 && Math.Abs(y - 75) < 12 ? (255, 250, 230) : (40, 40, 50));
        var edited = await DoAsync(lamp, new Look(LookKind.Glow, 100));
        Assert.True(edited.At(100, 60)[0] > 50, "nothing shines over the edge");
        Assert.Equal(40, edited.At(10, 10)[0]);
        Assert.DoesNotContain(Enumerable.Range(0, lamp.Bytes.Length), at => edited.Bytes[at] < lamp.Bytes[at] - 1);
    }

    [Fact]
    public async Task Soft_focus_takes_fine_contrast_and_leaves_the_rest()
    {
        var stripes = Paint(200, 150, (x, _) => x / 2 % 2 == 0 ? (90, 90, 90) : (170, 170, 170));
        var edited = await DoAsync(stripes, new Look(LookKind.SoftFocus, 100));
        Assert.InRange(Deviation(edited, 0) / Deviation(stripes, 0), 0.3, 0.8);
    }

    [Fact]
    public async Task Flat_areas_have_neither_relief_nor_edges()
    {
        var step = Paint(200, 150, (x, _) => x < 100 ? (60, 60, 60) : (200, 200, 200));
        var (emboss, edges) = (await DoAsync(step, new Look(LookKind.Emboss, 100)), await DoAsync(step, new Look(LookKind.Edges, 100)));
        Assert.Equal((128, 0), (emboss.At(40, 70)[0], edges.At(40, 70)[0]));
        Assert.True(Math.Abs(emboss.At(100, 70)[0] - 128) > 60, "the edge has no relief");
        Assert.True(edges.At(100, 70)[0] > 200, "the edge is not found");
    }

    [Theory]
    [InlineData(LookKind.PencilSketch), InlineData(LookKind.ColouredPencil)]
    public async Task A_drawing_has_paper_where_it_is_light_and_strokes_where_it_is_dark(object kind)
    {
        var halves = Paint(300, 200, (x, _) => x < 150 ? (245, 240, 235) : (70, 40, 30));
        var edited = await DoAsync(halves, new Look((LookKind)kind, 100));
        Assert.True(Mean(edited, 1, new(20, 20, 100, 160)) > 215, "the paper is grey");
        Assert.True(Mean(edited, 1, new(180, 20, 100, 160)) < 190, "nothing is drawn");
        Assert.True(Deviation(edited, 1, new(180, 20, 100, 160)) > 15, "there are no strokes");
    }

    [Theory]
    [InlineData(LookKind.OilPainting), InlineData(LookKind.Poster)]
    public async Task A_painting_flattens_noise_and_keeps_edges(object kind)
    {
        var random = new Random(4);
        var noisy = Paint(900, 660, (x, _) => Noisy(x < 450 ? 70 : 190, random.Next(-25, 26)));
        var edited = await DoAsync(noisy, new Look((LookKind)kind, 100));
        Assert.True(Deviation(edited, 1, new(30, 30, 300, 400)) < 0.75 * Deviation(noisy, 1, new(30, 30, 300, 400)),
            "the noise is still there");
        Assert.True(Mean(edited, 1, new(465, 30, 40, 400)) - Mean(edited, 1, new(395, 30, 40, 400)) > 75, "the edge is washed away");
    }

    [Fact]
    public async Task A_cartoon_has_ink_along_edges_and_flat_colours_between()
    {
        var edited = await DoAsync(Paint(900, 660, (x, y) => x < 450 ? (60, 120, 180 + (y % 3))
            : (200, 190, 90 + (x % 3))), new Look(LookKind.Cartoon, 100));
        Assert.True(Enumerable.Range(440, 20).Min(x => Light(edited.At(x, 300))) < 45, "no ink is at the edge");
        Assert.InRange(Deviation(edited, 1, new(30, 30, 380, 600)), 0, 2);
    }

    [Fact]
    public async Task A_watercolour_is_lighter_and_shows_pigment()
    {
        var dark = Paint(900, 660, (x, _) => x < 450 ? (40, 60, 110) : (190, 90, 60));
        var edited = await DoAsync(dark, new Look(LookKind.Watercolour, 100));
        Assert.True(Mean(edited, 1) > Mean(dark, 1) + 15, "it is no paint on paper");
        Assert.InRange(Deviation(edited, 1, new(50, 50, 300, 500)), 4, 25);
        Assert.True(Mean(edited, 0, new(560, 100, 300, 400)) > Mean(edited, 2, new(560, 100, 300, 400)) + 60, "the colour is lost");
    }

    [Fact]
    public async Task A_poster_has_nine_colours()
    {
        var edited = await DoAsync(Picture, new Look(LookKind.Poster, 100));
        Assert.InRange(edited.Bytes.Chunk(3).Select(pixel => (pixel[0], pixel[1], pixel[2])).Distinct().Count(), 5, 9);
    }

    [Fact]
    public async Task Old_prints_are_pale_and_warm_and_cinema_is_teal_and_orange()
    {
        var ends = Paint(300, 100, (x, _) => x < 100 ? (20, 20, 20) : x < 200 ? (75, 75, 75) : (205, 205, 205));
        var (vintage, cinema) = (await DoAsync(ends, new Look(LookKind.Vintage, 100)), await DoAsync(ends, new Look(LookKind.Cinematic,
            100)));
        Assert.True(Mean(vintage, 0, new(10, 10, 80, 80)) > 35, "black is still black");
        Assert.True(Mean(vintage, 0, new(210, 30, 60, 40)) > Mean(vintage, 2, new(210, 30, 60, 40)) + 15, "white is not warm");
        Assert.True(Mean(cinema, 2, new(110, 30, 80, 40)) > Mean(cinema, 0, new(110, 30, 80, 40)) + 5, "shadows are not teal");
        Assert.True(Mean(cinema, 0, new(210, 30, 60, 40)) > Mean(cinema, 2, new(210, 30, 60, 40)) + 8, "lights are not orange");
    }

    private static (double, double, double) Noisy(double tone, double noise) => (tone + noise, tone + noise, tone + noise);

    private static void AssertNear(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, int by)
    {
        for (var band = 0; band < 3; band++)
        {
            Assert.InRange(actual[band], expected[band] - by, expected[band] + by);
        }
    }
}
