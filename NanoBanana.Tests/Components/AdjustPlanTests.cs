using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Imaging.Editing;
using NanoBanana.Web.Canvas;

namespace NanoBanana.Tests.Components;

/// <summary>What the sliders say is what the local engine does, to the percent, in either language.</summary>
[Trait("Kind", "Unit")]
public sealed class AdjustPlanTests
{
    private static readonly Dictionary<string, int> All = AdjustPlan.Parts.Select(
        (part, at) => (part, Amount: AdjustPlan.Least(part) + 7 + at))
        .ToDictionary(one => one.part, one => one.Amount == 0 ? 99 : one.Amount);

    private static readonly Develop AllMeant = new()
    {
        Light = -93,
        Contrast = -92,
        Highlights = -91,
        Shadows = -90,
        Warmth = -89,
        Tint = -88,
        Saturation = -87,
        Vibrance = -86,
        Sharpness = 15,
        Vignette = 16,
        Grain = 17,
    };

    [Theory]
    [InlineData("en", "adjust: light +20, warmth -10, grain +5")]
    [InlineData("zh-CN", "调整：光线+20，色温-10，颗粒+5")]
    public void Amounts_are_written_with_their_signs_in_the_order_of_the_sliders(string language, string words) =>
        Assert.Equal(words, Say(new() { ["grain"] = 5, ["warmth"] = -10, ["light"] = 20, ["tint"] = 0 }, language));

    [Theory]
    [InlineData("en"), InlineData("zh-CN"), InlineData("de")]
    public void The_engine_does_what_the_sliders_say_in_one_step(string language)
    {
        Assert.Equal([AllMeant], Understood(Say(All, language), language));
        foreach (var part in AdjustPlan.Parts)
        {
            foreach (var amount in (int[])[1, 100, AdjustPlan.Least(part)])
            {
                if (amount != 0)
                {
                    Assert.IsType<Develop>(Assert.Single(Understood(Say(new() { [part] = amount }, language), language)));
                }
            }
        }
    }

    [Theory]
    [InlineData("Adjust : Light +20 , warmth −10.", 20, -10)]
    [InlineData("調整：光線＋20、色溫-10", 20, -10)]
    [InlineData("adjust: light +20", 20, 0)]
    public void Case_width_and_spaces_change_nothing(string words, double light, double warmth) =>
        Assert.Equal([new Develop { Light = light, Warmth = warmth }], Understood(words, "en"));

    [Fact]
    public void It_goes_with_other_instructions_and_with_parts_of_the_picture()
    {
        Assert.Equal(
            [new CropToRatio(1, 1, Anchor.Center), new Develop { Light = 20, Tint = 5 }, new Rotate(90)],
            Understood("crop to a square, adjust: light +20, tint +5, then rotate 90", "en"));
        Assert.Equal(
            [new Within(new Region.Side(Anchor.Left, 0.5), new Develop { Shadows = 30 })],
            Understood("adjust: shadows +30 on the left half", "en"));
        Assert.Equal(
            new EditProgram([new Develop { Light = 10, Grain = 2 }]),
            Core.Engines.Local.Amounts.Scale(new([new Develop { Light = 20, Grain = 4 }]), 0.5));
    }

    /// <summary>What people type without the exact form means what it meant.</summary>
    [Theory]
    [InlineData("warmth -10"), InlineData("adjust warmth -10"), InlineData("adjust: warmth 10%"), InlineData("contrast +20")]
    [InlineData("对比度+20")]
    [InlineData("adjust: light +20, light +30"), InlineData("adjust: grain -20"), InlineData("adjust: warmth +101")]
    [InlineData("readjust: tint +0")]
    public void Anything_less_exact_is_no_such_step(string words) =>
        Assert.DoesNotContain(
            PromptParser.Parse(words) is Reading.Understood understood ? understood.Program.Steps : [], step => step is Develop);

    private static IReadOnlyList<EditStep> Understood(string words, string language) =>
        Assert.IsType<Reading.Understood>(PromptParser.Parse(words, language)).Program.Steps;

    private static string Say(Dictionary<string, int> amounts, string language) =>
        Texts.Say(language, () => new AdjustPlan(amounts).Words());
}
