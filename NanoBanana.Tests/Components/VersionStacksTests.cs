using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.State;

namespace NanoBanana.Tests.Components;

/// <summary>The stacks of the strip of pictures: one for each original, and none that moves.</summary>
[Trait("Kind", "Unit")]
public sealed class VersionStacksTests : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new("http://api/") };
    private readonly ImageSet _images;
    private readonly VersionStacks _stacks;

    public VersionStacksTests()
    {
        _images = new(new NanoBananaClient(_http, _ => default), new("s"));
        _stacks = new(_images);
    }

    [Fact]
    public void Versions_stand_in_the_stack_of_their_original()
    {
        Show(Of("6", "3"), Of("5", "2"), Of("4"), Of("3", "1"), Of("2", "1"), Of("1"));

        Assert.Equal(["4", "6 5 3 2 1"], Said());
        Assert.Equal(["4", "6"], Shown("4"));
        Assert.Equal(["4", "2"], Shown("2"));
    }

    [Fact]
    public void The_picture_that_is_opened_unfolds_its_stack_until_somebody_folds_it()
    {
        Show(Of("3", "1"), Of("2"), Of("1"));

        Assert.True(_stacks.Unfold(_images.Find(new("1"))!));
        Assert.False(_stacks.Unfold(_images.Find(new("3"))!));
        Assert.Equal(["2", "3", "1"], Shown("1"));
        _stacks.Toggle(_stacks.Arrange()[1]);
        Assert.Equal(["2", "1"], Shown("1"));
    }

    [Fact]
    public void What_is_made_or_read_later_moves_no_stack()
    {
        Show(Of("9", "5"), Of("8"), Of("7", "5"), Of("6"));
        Assert.Equal(["8", "6", "9 7"], Said());

        // What both were made from is read with an older page, and was made from something itself.
        foreach (var image in (Image[])[Of("5", "2"), Of("4"), Of("2")])
        {
            _images.Put(image);
        }
        Assert.Equal(["8", "6", "9 7 5 2", "4"], Said());
        _images.Put(Of("a", "4"));
        Assert.Equal(["8", "6", "9 7 5 2", "a 4"], Said());
    }

    [Fact]
    public void A_version_that_goes_leaves_the_others_together()
    {
        Show(Of("4", "3"), Of("3", "2"), Of("2", "1"), Of("1"));
        _stacks.Unfold(_images.Find(new("4"))!);
        Assert.Equal(["4 3 2 1"], Said());

        _images.Remove(new("2"));
        _images.Remove(new("1"));

        Assert.Equal(["4 3"], Said());
        Assert.Equal(["4", "3"], Shown(null));
    }

    [Fact]
    public void What_the_tab_had_unfolded_is_unfolded_again()
    {
        Show(Of("4", "3"), Of("3"), Of("2", "1"), Of("1"));
        Assert.False(_stacks.IsRecalled);
        _stacks.Recall([new("1"), new("gone")]);

        Assert.Equal((true, "4 2 1"), (_stacks.IsRecalled, string.Join(' ', Shown(null))));
    }

    public void Dispose() => _http.Dispose();

    private void Show(params Image[] images) => _images.Show(new Page<Image>(images, null));

    private IEnumerable<string> Said() => _stacks.Arrange().Select(stack => string.Join(' ', stack.Versions.Select(image => image.Id)));

    private IEnumerable<string> Shown(string? open) => _stacks.Arrange()
        .SelectMany(stack => stack.Shown(open is null ? null : new(open))).Select(image => image.Id.Value);

    private static Image Of(string id, string? parent = null) => new(
        new(id), new("s"), ImageStatus.Ready, $"{id}.png", "image/png", 4, 3, 1, "", "", null,
        parent is null ? null : new(parent), null, null, DateTimeOffset.UnixEpoch, null);
}
