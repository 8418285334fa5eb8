using NanoBanana.Contracts.Edits;
using NanoBanana.Web.Edits;

namespace NanoBanana.Tests.Components;

/// <summary>What is chosen beside the words is what the engine offers, and has its price.</summary>
[Trait("Kind", "Unit")]
public sealed class EngineTermsTests
{
    private static readonly EngineInfo Painter = new("painter", "Painter", true, true, true, 3, 4, [], true)
    {
        AspectRatios = ["1:1", "16:9"],
        Sizes = ["1K", "4K"],
        Seed = true,
        Units = 2,
        UnitsByChoice = new Dictionary<string, int> { ["1K"] = 2, ["4K"] = 5 },
    };

    [Fact]
    public void Each_engine_has_choices_of_its_own()
    {
        var terms = new EngineTerms();
        terms.Choose("painter", new(AspectRatio: "16:9", Size: "4K", Seed: 7));
        Assert.Equal(new EditTerms(AspectRatio: "16:9", Size: "4K", Seed: 7), terms.Of(Painter));
        Assert.Equal(new EditTerms(), terms.Of(Painter with { Id = "other" }));
    }

    [Fact]
    public void What_the_engine_offers_no_more_is_left_out()
    {
        var terms = new EngineTerms();
        terms.Recall(new Dictionary<string, EditTerms> { ["painter"] = new(Background.Transparent, "2:1", "4K", "high", 7) });
        Assert.Equal(new EditTerms(Background.Transparent, Size: "4K", Seed: 7), terms.Of(Painter));
        Assert.Equal(new EditTerms(Size: "4K"), terms.Of(Painter with { Seed = false, TransparentBackground = false }));
    }

    [Fact]
    public void With_a_mask_the_picture_keeps_its_shape_and_size()
    {
        var terms = new EngineTerms();
        terms.Choose("painter", new(AspectRatio: "16:9", Size: "4K", Seed: 7));
        Assert.Equal(new EditTerms(Seed: 7), terms.Of(Painter, isMasked: true));
    }

    [Theory]
    [InlineData(null, 1, 2)]
    [InlineData("4K", 1, 5)]
    [InlineData("4K", 3, 15)]
    [InlineData("8K", 1, 2)]
    public void The_price_is_that_of_the_size_for_each_variant(string? size, int variants, int units) =>
        Assert.Equal(units, EngineTerms.UnitsOf(Painter, new(Size: size), variants));

    [Fact]
    public void An_engine_that_goes_by_words_alone_offers_nothing()
    {
        Assert.True(EngineTerms.Any(Painter));
        Assert.False(EngineTerms.Any(new("words", "Words", true, false, true, 1, 1, [], false)));
        Assert.False(EngineTerms.Any(null));
    }
}
