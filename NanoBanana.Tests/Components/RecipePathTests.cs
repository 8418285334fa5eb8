using NanoBanana.Contracts.Images;
using NanoBanana.Web.Recipes;

namespace NanoBanana.Tests.Components;

/// <summary>Where a recipe may begin, and which edits it then has.</summary>
[Trait("Kind", "Unit")]
public sealed class RecipePathTests
{
    private static readonly Lineage Tree = new(
        [Picture("a"), Picture("b", "a", "ab"), Picture("c", "b", "bc"), Picture("d", "b", "bd")],
        [new("a", "b", "ab"), new("b", "c", "bc"), new("b", "d", "bd")]);

    [Fact]
    public void It_may_begin_with_each_version_before_nearest_first()
    {
        var path = RecipePath.Of(Tree, "d");
        Assert.Equal(["b", "a"], path.Starts.Select(image => image.Id));
        Assert.Equal(["ab", "bd"], path.EditsAfter("a"));
        Assert.Equal(["bd"], path.EditsAfter("b"));
        Assert.Empty(path.EditsAfter("c"));
    }

    [Fact]
    public void An_original_has_no_path() => Assert.Empty(RecipePath.Of(Tree, "a").Starts);

    [Fact]
    public void Pictures_that_name_each_other_end() =>
        Assert.Equal(2, RecipePath.Of(new([Picture("a", "b", "ba"), Picture("b", "a", "ab")], []), "a").Starts.Count);

    private static Image Picture(string id, string? parent = null, string? edit = null) => new(
        id, new("s"), ImageStatus.Ready, $"{id}.jpg", "image/jpeg", 4, 3, 5, "", "", null, parent, edit, null,
        DateTimeOffset.UnixEpoch, null);
}
