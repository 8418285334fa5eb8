using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Imaging.Editing;
using NanoBanana.Web.Canvas;

namespace NanoBanana.Tests.Components;

/// <summary>What a hand does becomes words that the local engine understands exactly, in either language.</summary>
[Trait("Kind", "Unit")]
public sealed class CropPlanTests
{
    [Theory]
    [InlineData("en", "flip horizontally, rotate right, straighten by 2.5°, crop to 1200x800 at 40, 60")]
    [InlineData("zh-CN", "水平翻转，向右转，拉直2.5度，裁剪为1200x800，位置40, 60")]
    public void All_steps_are_one_sentence_in_the_order_in_which_they_are_done(string language, string words) =>
        Assert.Equal(words, Say(new("horizontal", 90, 2.5, new(40, 60, 1200, 800)), language));

    [Theory]
    [InlineData("en", null), InlineData("en", "horizontal"), InlineData("en", "vertical")]
    [InlineData("zh-CN", null), InlineData("zh-CN", "horizontal"), InlineData("zh-CN", "vertical"), InlineData("de", "vertical")]
    public void The_engine_does_what_the_hand_did(string language, string? flip)
    {
        foreach (var turn in (int[])[0, 90, 180, 270])
        {
            foreach (var angle in (double[])[0, 0.1, 2.5, -45, -7])
            {
                AssertUnderstood(new(flip, turn, angle, null), language);
                AssertUnderstood(new(flip, turn, angle, new(0, 9, 1, 31)), language);
            }
        }
    }

    private static void AssertUnderstood(CropPlan plan, string language)
    {
        EditStep?[] steps =
        [
            plan.Flip is null ? null : new Flip(plan.Flip is "vertical" ? FlipAxis.Vertical : FlipAxis.Horizontal),
            plan.Turn is 0 ? null : new Rotate(plan.Turn == 270 ? -90 : plan.Turn),
            plan.Angle is 0 ? null : new Straighten(plan.Angle),
            plan.Box is { } box ? new CropToBox(box.X, box.Y, box.Width, box.Height) : null,
        ];
        var (words, program) = (Say(plan, language), new EditProgram([.. steps.OfType<EditStep>()]));
        Assert.Equal(program.Steps.Count == 0, words.Length == 0);
        if (words.Length > 0)
        {
            Assert.Equal(program, Assert.IsType<Reading.Understood>(PromptParser.Parse(words, language)).Program);
        }
    }

    private static string Say(CropPlan plan, string language) => Texts.Say(language, plan.Words);
}
