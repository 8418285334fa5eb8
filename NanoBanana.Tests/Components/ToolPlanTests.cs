using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Imaging.Editing;
using NanoBanana.Web.Canvas;

namespace NanoBanana.Tests.Components;

/// <summary>What looks and the larger frame say is what the local engine does, in either language.</summary>
[Trait("Kind", "Unit")]
public sealed class ToolPlanTests
{
    [Theory]
    [InlineData("en"), InlineData("zh-CN")]
    public void Every_look_is_understood_with_its_strength(string language)
    {
        foreach (var (name, step) in (IEnumerable<(string, Func<double, EditStep>)>)
        [
            ("mono", percent => percent == 100 ? new Recolour(Tone.Grayscale) : new Adjust(Quality.Saturation, -percent)),
            ("sepia", percent => new Recolour(Tone.Sepia, percent)), ("fade", percent => new Adjust(Quality.Fade, percent)),
            ("vintage", percent => new Look(LookKind.Vintage, percent)), ("film", percent => new Look(LookKind.Film, percent)),
            ("cinematic", percent => new Look(LookKind.Cinematic, percent)), ("lomo", percent => new Look(LookKind.Lomo, percent)),
            ("duotone", percent => new Look(LookKind.Duotone, percent)), ("oil", percent => new Look(LookKind.OilPainting, percent)),
            ("watercolour", percent => new Look(LookKind.Watercolour, percent)),
            ("pencil", percent => new Look(LookKind.PencilSketch, percent)),
            ("coloured-pencil", percent => new Look(LookKind.ColouredPencil, percent)),
            ("cartoon", percent => new Look(LookKind.Cartoon, percent)), ("poster", percent => new Look(LookKind.Poster, percent)),
        ])
        {
            foreach (var strength in (int[])[1, 37, 100])
            {
                Assert.Equal([step(strength)], Understood(language, () => new LookPlan(name, strength).Words()));
            }
        }
        Assert.Equal("", Texts.Say(language, () => new LookPlan("unknown", 50).Words()));
    }

    [Fact]
    public void All_looks_are_known_to_the_test_above() => Assert.Equal(14, LookPlan.Looks.Count + LookPlan.Painted.Count);

    [Theory]
    [InlineData("en"), InlineData("zh-CN")]
    public void Every_side_grows_by_its_pixels(string language)
    {
        foreach (var (fill, colour, meant) in (IEnumerable<(string, string?, Fill)>)
            [("mirror", null, new Fill.Mirror()), ("blur", null, new Fill.Blur()), ("colour", "#ff8800", new Fill.Plain(new(255, 136, 0)))])
        {
            Assert.Equal(
                [
                    new Extend(Sides.Left, Length.Pixels(120), meant), new Extend(Sides.Right, Length.Pixels(1), meant),
                    new Extend(Sides.Top, Length.Pixels(30), meant), new Extend(Sides.Bottom, Length.Pixels(4000), meant),
                ],
                Understood(language, () => new ExpandPlan(120, 1, 30, 4000, fill, colour).Words()));
            Assert.Equal(
                [new Extend(Sides.Right, Length.Pixels(64), meant)],
                Understood(language, () => new ExpandPlan(0, 64, 0, 0, fill, colour).Words()));
            Assert.Equal(
                [new Extend(Sides.All, Length.Pixels(50), meant)],
                Understood(language, () => new ExpandPlan(50, 50, 50, 50, fill, colour).Words()));
        }
        Assert.Equal("", Texts.Say(language, () => new ExpandPlan(0, 0, 0, 0, "mirror", null).Words()));
    }

    [Theory]
    [InlineData("en", "Hello"), InlineData("zh-CN", "你好，世界"), InlineData("en", "crop to a square, then 'rotate' 90")]
    [InlineData("en", "5” or \"6\"」")]
    public void Text_is_written_at_its_place_exactly(string language, string words)
    {
        var plain = new WriteText(
            words.Replace("』", "", StringComparison.Ordinal), Anchor.Bottom, new(255, 0, 16), Length.Pixels(60), 100)
        {
            At = (120, 0),
        };
        Assert.Equal([plain], Understood(language, () => new TextPlan(words, 120, 0, 60, "#ff0010", "sans", false, false).Words()));
        Assert.Equal(
            [plain with { Font = TextFont.Serif, IsBold = true, Outline = Rgba.White }],
            Understood(language, () => new TextPlan($" {words} ", 120, 0, 60, "#ff0010", "serif", true, true).Words()));
        Assert.Equal(
            [plain with { Font = TextFont.Mono }],
            Understood(language, () => new TextPlan(words, 120, 0, 60, "#ff0010", "mono", false, false).Words()));
        Assert.Equal("", Texts.Say(language, () => new TextPlan("  ", 0, 0, 60, "#ff0010", "sans", false, false).Words()));
        Assert.Equal("", Texts.Say(language, () => new TextPlan(words, 0, 0, 60, "red; crop", "sans", false, false).Words()));
    }

    private static IReadOnlyList<EditStep> Understood(string language, Func<string> say) =>
        Assert.IsType<Reading.Understood>(PromptParser.Parse(Texts.Say(language, say), language)).Program.Steps;
}
