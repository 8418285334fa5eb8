using NanoBanana.Contracts.Images;
using NanoBanana.Web.Recipes;

namespace NanoBanana.Tests.Components;

/// <summary>Where a recipe may begin, and which edits it then has.</summary>
[Trait("Kind", "Unit")]
public sealed class RecipePathTests
{
    private static readonly Lineage Tree = new(
        [Picture("a"), Picture("b", "a", "ab"), Picture("c", "b", "bc"), Picture("d", "b", "bd")],
        [new(new("a"), new("b"), new("ab")), new(new("b"), new("c"), new("bc")), new(new("b"), new("d"), new("bd"))]);

    [Fact]
    public void It_may_begin_with_each_version_before_nearest_first()
    {
        var path = RecipePath.Of(Tree, new("d"));
        Assert.Equal([new("b"), new("a")], path.Starts.Select(image => image.Id));
        Assert.Equal([new("ab"), new("bd")], path.EditsAfter(new("a")));
        Assert.Equal([new("bd")], path.EditsAfter(new("b")));
        Assert.Empty(path.EditsAfter(new("c")));
    }

    [Fact]
    public void An_original_has_no_path() => Assert.Empty(RecipePath.Of(Tree, new("a")).Starts);

    [Fact]
    public void Pictures_that_name_each_other_end() =>
        Assert.Equal(2, RecipePath.Of(new([Picture("a", "b", "ba"), Picture("b", "a", "ab")], []), new("a")).Starts.Count);

    private static Image Picture(string id, string? parent = null, string? edit = null) => new(
        new(id), new("s"), ImageStatus.Ready, $"{id}.jpg", "image/jpeg", 4, 3, 5, "", "", null,
        parent is null ? null : new(parent), edit is null ? null : new(edit), null, DateTimeOffset.UnixEpoch, null);
}
