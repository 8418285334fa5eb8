using NanoBanana.Core.Engines.Local.Grammar;

namespace NanoBanana.Tests.Engines.Local;

/// <summary>What becomes of words that no table has, and of the words beside them.</summary>
[Trait("Kind", "Unit")]
public sealed class StrangerTests
{
    [Theory]
    [InlineData("remove the leash", "RemoveMasked")]
    [InlineData("get rid of the dead branches and erase the hose", "RemoveMasked; RemoveMasked")]
    [InlineData("take the cigarette out of his hand", "RemoveMasked")]
    [InlineData("make the kayak brighter", "Brightness +20 in Marked")]
    [InlineData("make the spoon blue", "Tint #0000ff 85 in Marked")]
    [InlineData("change the kayak to blue", "Tint #0000ff 85 in Marked")]
    public void A_thing_without_a_name_here_is_for_a_mask_to_show(string wish, string steps)
    {
        var understood = Assert.IsType<Reading.Understood>(PromptParser.Parse(wish));
        Assert.True(understood.Program.NeedsMask);
        Assert.Equal(steps, StepNotation.Of(understood));
    }

    [Fact]
    public void The_kind_of_a_colour_is_read_as_the_colour_and_said()
    {
        var understood = Assert.IsType<Reading.Understood>(PromptParser.Parse("make the background sage green"));
        Assert.Equal(["green"], understood.ReadAs);
        Assert.Equal("Background #008000 (read as green)", StepNotation.Of(understood));
    }

    [Theory]
    [InlineData("remove the backgruond", "Background Transparent (read as background)")]
    [InlineData("make the pictrue brighter", "Brightness +20 (read as picture)")]
    public void A_misspelt_word_is_no_thing(string wish, string steps) => Assert.Equal(steps, StepNotation.Of(PromptParser.Parse(wish)));

    [Theory]
    [InlineData("frobnicate the picture")]
    [InlineData("make it wibbly")]
    [InlineData("crop the zorp to a square")]
    [InlineData("remove the background frobnicately")]
    public void A_word_in_any_other_place_is_refused(string wish) => Assert.IsType<Reading.NotUnderstood>(PromptParser.Parse(wish));

    [Theory]
    [InlineData("make it brighter and give him a beard", "make it brighter")]
    [InlineData("Crop to a square, then make the dog talk", "Crop to a square")]
    [InlineData("裁成正方形，让狗狗说话", "裁成正方形")]
    public void The_part_that_is_understood_is_offered_first(string wish, string first)
    {
        var refused = Assert.IsType<Reading.NotUnderstood>(PromptParser.Parse(wish));
        Assert.Equal(first, refused.Choices[0]);
        Assert.IsType<Reading.Understood>(PromptParser.Parse(first));
    }

    [Theory]
    [InlineData("mach den Pullover gelb und gib ihm einen Bart")]
    [InlineData("haz que la camisa sea amarilla y que sonría")]
    public void Colours_in_what_is_offered_are_in_the_language_of_the_answer(string wish)
    {
        var refused = Assert.IsType<Reading.NotUnderstood>(PromptParser.Parse(wish, "en"));
        Assert.All(refused.Choices, choice => Assert.DoesNotContain("gelb", choice.Replace(wish, "", StringComparison.Ordinal),
            StringComparison.OrdinalIgnoreCase));
        Assert.All(refused.Choices, choice => Assert.DoesNotContain("amarilla", choice, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("it's dark", "Brightness +20")]
    [InlineData("the photo came out really dark", "Brightness +40")]
    [InlineData("make it dark", "Brightness -20")]
    public void How_a_picture_is_now_is_a_complaint(string wish, string steps) =>
        Assert.Equal(steps, StepNotation.Of(PromptParser.Parse(wish)));
}
