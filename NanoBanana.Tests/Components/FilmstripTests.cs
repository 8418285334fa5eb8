using AngleSharp.Dom;
using Bunit;
using NanoBanana.Web.Canvas;
using NanoBanana.Web.State;

namespace NanoBanana.Tests.Components;

/// <summary>The strip of pictures shows a stack for each original, folded until one of its versions is opened.</summary>
[Trait("Kind", "Unit")]
public sealed class FilmstripTests : ComponentTests
{
    private const string Versions = "2 versions of quarters.png";
    private const string KeptAt = "unfolded:s:me";

    private readonly SessionState _session;

    public FilmstripTests()
    {
        _session = Open();
        _session.Images.Show(new(
            [Samples.Image("3", "other.png"), Samples.Image("2", "black and white.png") with { ParentId = new("1") },
            Samples.Image("1")], null));
        _session.Picture.Choose(new("3"));
    }

    [Fact]
    public void A_folded_stack_shows_its_newest_version_alone()
    {
        var film = Show();
        Assert.Equal(["Open other.png", "Open black and white.png, 2 versions"], Labels(film));
        Assert.Equal("false", Fold(film).GetAttribute("aria-expanded"));
    }

    [Fact]
    public async Task Opening_a_version_unfolds_its_stack_and_another_picture_leaves_it_so()
    {
        var film = Show();
        await film.Find("button[aria-label='Open black and white.png, 2 versions']").ClickAsync();
        Assert.Equal("2", _session.Picture.Id);
        film.Render(it => it.Add(strip => strip.Picture, _session.Picture));
        Assert.Equal("true", Fold(film).GetAttribute("aria-expanded"));
        Assert.Equal(2, film.FindAll($"[role=group][aria-label='{Versions}'] .thumbnail").Count);

        _session.Picture.Choose(new("3"));
        film.Render(it => it.Add(strip => strip.Picture, _session.Picture));
        Assert.Equal(3, film.FindAll(".thumbnail").Count);
    }

    [Fact]
    public async Task What_is_unfolded_or_folded_by_hand_is_kept_in_the_tab()
    {
        var film = Show();
        await Fold(film).ClickAsync();
        Assert.Equal(3, film.FindAll(".thumbnail").Count);
        Assert.Contains("\"1\"", Kept(), StringComparison.Ordinal);
        await Fold(film).ClickAsync();
        Assert.Equal(2, film.FindAll(".thumbnail").Count);
        Assert.DoesNotContain("\"1\"", Kept(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_tab_kept_is_unfolded()
    {
        JSInterop.Setup<string?>("sessionStorage.getItem", KeptAt).SetResult("""["1"]""");
        Assert.Equal(3, Show().FindAll(".thumbnail").Count);
    }

    private IRenderedComponent<Filmstrip> Show() => Render<Filmstrip>(film => film
        .Add(it => it.Session, _session).Add(it => it.Picture, _session.Picture).Add(it => it.OnAttach, _ => { }));

    private static IElement Fold(IRenderedComponent<Filmstrip> film) => film.Find($"button.fold[aria-label='{Versions}']");

    private static IEnumerable<string?> Labels(IRenderedComponent<Filmstrip> film) =>
        film.FindAll(".thumbnail").Select(thumbnail => thumbnail.GetAttribute("aria-label"));

    private string Kept() =>
        (string)JSInterop.Invocations["sessionStorage.setItem"].Last(call => Equals(call.Arguments[0], KeptAt)).Arguments[1]!;
}
