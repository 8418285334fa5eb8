using NanoBanana.Imaging.Editing;
using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>Shapes and letters cover what geometry says they cover.</summary>
[Trait("Kind", "Unit")]
public sealed class ShapeTests
{
    private static readonly TestPixels White = Plain(400, 300, 255, 255, 255);
    private static readonly Rgba Red = new(220, 0, 0);

    [Theory]
    [InlineData(ShapeKind.Rectangle, 0.66), InlineData(ShapeKind.Circle, 0.7854), InlineData(ShapeKind.Heart, 0.61),
        InlineData(ShapeKind.Star, 0.30)]
    public async Task A_filled_shape_covers_its_area(object asked, double share)
    {
        var kind = (ShapeKind)asked;
        var edited = await DoAsync(White, new DrawShape(kind, Anchor.Center, Red) { Size = Length.Pixels(200) });
        Assert.InRange(Covered(edited) / (200.0 * 200), share - 0.05, share + 0.05);
        Assert.Equal([220, 0, 0], edited.At(200, 150).ToArray());
    }

    [Fact]
    public async Task An_outlined_circle_is_a_ring_of_that_width()
    {
        var edited = await DoAsync(
            White, new DrawShape(ShapeKind.Circle, Anchor.Center, Red) { Size = Length.Pixels(200), Stroke = Length.Pixels(10) });
        Assert.InRange(Covered(edited), (Math.PI * ((100 * 100) - (90 * 90))) - 60, (Math.PI * ((100 * 100) - (90 * 90))) + 60);
        Assert.Equal(255, edited.At(200, 150)[1]);
    }

    [Fact]
    public async Task An_arrow_runs_from_one_point_to_another_and_has_its_head_there()
    {
        var edited = await DoAsync(
            White, new DrawShape(ShapeKind.Arrow, Anchor.Center, Red) { Ends = new(60, 200, 300, 80), Stroke = Length.Pixels(8) });

        foreach (var share in new[] { 0.02, 0.3, 0.6, 0.98 })
        {
            Assert.True(edited.At((int)(60 + (240 * share)), (int)(200 - (120 * share)))[1] < 60, $"nothing is drawn at {share}");
        }

        Assert.True(Covered(edited, new(240, 60, 80, 80)) > 1.6 * Covered(edited, new(50, 150, 80, 80)), "there is no head");
    }

    [Fact]
    public async Task Places_are_kept_clear_of_the_edges()
    {
        var edited = await DoAsync(White, new DrawShape(ShapeKind.Star, Anchor.BottomRight, Red));
        Assert.Equal(0, Covered(edited, new(0, 0, 400, 150)));
        Assert.True(Covered(edited, new(280, 180, 120, 120)) > 1500, "it is elsewhere");
    }

    [Fact]
    public async Task A_shape_beside_the_picture_is_refused() => Assert.Contains(
        "400 × 300",
        (await RefuseAsync(White, new DrawShape(ShapeKind.Rectangle, Anchor.Center, Red) { Ends = new(900, 900, 950, 950) })).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Outline_and_shadow_lie_around_the_letters()
    {
        var plain = new WriteText("Hi", Anchor.Center, Rgba.White, Length.Pixels(100), 100);
        var ground = Plain(400, 300, 255, 255, 255);
        var (bare, outlined, shadowed, bold) = (
            await DoAsync(ground, plain), await DoAsync(ground, plain with { Outline = new(0, 0, 0) }),
            await DoAsync(ground, plain with { HasShadow = true }), await DoAsync(White, plain with { Colour = Red, IsBold = true }));

        Assert.Equal(255, Mean(bare, 0));
        Assert.InRange(Mean(outlined, 0), 225, 252);
        Assert.InRange(Mean(shadowed, 0), 225, 252);
        Assert.True(Covered(bold) > 1.1 * Covered(await DoAsync(White, plain with { Colour = Red })), "bold letters are not heavier");
        // The letters themselves stay white.
        Assert.Contains(Enumerable.Range(0, outlined.Width * outlined.Height), at =>
            outlined.Bytes[3 * at] == 255 && at % 400 is > 170 and < 230 && bold.Bytes[(3 * at) + 1] == 0);
    }

    private static double Covered(TestPixels pixels, Box? part = null) =>
        (255 - Mean(pixels, 1, part)) / 255 * (part is { } box ? box.Width * box.Height : pixels.Width * pixels.Height);
}
