using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Messages;
using NanoBanana.Web.Conversation;
using NanoBanana.Web.Edits;
using NanoBanana.Web.State;

namespace NanoBanana.Tests.Components;

/// <summary>What is chosen beside the words, and what is sent.</summary>
[Trait("Kind", "Unit")]
public sealed class ComposerTests : ComponentTests
{
    private const string KeptAt = "engine:me";

    private readonly BunitJSModuleInterop _store;
    private readonly SessionState _session;

    public ComposerTests()
    {
        _store = BrowserStore;
        _store.Mode = JSRuntimeMode.Loose;
        _session = Open();
        _session.Images.Put(Samples.Image());
        Api.Answer("GET /api/engines", (IReadOnlyList<EngineInfo>)[Samples.Engine(), Samples.Gemini])
            .Answer(
                "POST /api/sessions/s/messages",
                new Message("m", Samples.SessionId, Samples.Me, MessageRole.User, "Hello", [], null, Samples.Now, null))
            .Answer("POST /api/sessions/s/edits", Samples.Edit("e", EditStatus.Queued));
    }

    public override Task InitializeAsync() => Services.GetService<EngineList>()!.ReadAsync();

    [Fact]
    public async Task Keeps_the_engine_and_the_number_of_results()
    {
        var composer = Show();
        Assert.Equal("local", Choice(composer, "Engine").GetAttribute("value"));
        await Choice(composer, "Engine").ChangeAsync("gemini");
        await Choice(composer, "Results").ChangeAsync("3");
        var kept = Kept();
        Assert.Equal(("gemini", 3), (kept.Engine, kept.Variants));
    }

    [Fact]
    public void Recalls_what_was_chosen_in_another_session()
    {
        _store.Setup<EnginePreference?>("load", KeptAt).SetResult(new("gemini", 3));
        var composer = Show();
        Assert.Equal("gemini", Choice(composer, "Engine").GetAttribute("value"));
        Assert.Equal("3", Choice(composer, "Results").GetAttribute("value"));
    }

    [Fact]
    public void Takes_the_default_where_the_kept_engine_is_gone()
    {
        _store.Setup<EnginePreference?>("load", KeptAt).SetResult(new("gone", 2));
        Assert.Equal("local", Choice(Show(), "Engine").GetAttribute("value"));
    }

    [Fact]
    public async Task Terms_are_kept_for_their_engine_priced_and_sent()
    {
        var composer = Show();
        Assert.Empty(composer.FindAll("button[aria-label=Choices]"));
        Assert.Contains("Costs 1 of the 200 units left today.", composer.Markup, StringComparison.Ordinal);
        await Choice(composer, "Engine").ChangeAsync("gemini");
        await composer.Find("button[aria-label=Choices]").ClickAsync();
        await Choice(composer, "Ratio").ChangeAsync("16:9");
        await Choice(composer, "Size").ChangeAsync("4K");
        await composer.Find(".terms input[type=number]").ChangeAsync("7");
        Assert.Contains("Costs 24 of the 200 units left today.", composer.Markup, StringComparison.Ordinal);
        var terms = new EditTerms(AspectRatio: "16:9", Size: "4K", Seed: 7);
        Assert.Equal(terms, Kept().Terms!["gemini"]);

        await composer.InvokeAsync(() => composer.Instance.SendAsync("key", "a red hat", edit: true));
        composer.WaitForAssertion(() => Assert.Contains("POST /api/sessions/s/edits", Api.Sent));
        var sent = JsonSerializer.Deserialize(Api.Sent["POST /api/sessions/s/edits"], ContractJson.Default.CreateEditRequest)!;
        Assert.Equal(terms, new EditTerms(AspectRatio: sent.AspectRatio, Size: sent.Size, Seed: sent.Seed));
        Assert.Equal(("gemini", "1"), (sent.Engine, Assert.Single(sent.ImageIds!)));
    }

    [Fact]
    public async Task Recalls_the_terms_of_an_engine()
    {
        _store.Setup<EnginePreference?>("load", KeptAt).SetResult(
            new("gemini", 1, new Dictionary<string, EditTerms> { ["gemini"] = new(AspectRatio: "16:9") }));
        var composer = Show();
        await composer.Find("button[aria-label=Choices]").ClickAsync();
        Assert.Equal("16:9", Choice(composer, "Ratio").GetAttribute("value"));
    }

    [Fact]
    public async Task Words_without_an_edit_change_nothing()
    {
        var composer = Show();
        Assert.True(await composer.InvokeAsync(() => composer.Instance.SendAsync("key", "black and white would be nice", edit: false)));
        composer.WaitForAssertion(() => Assert.Contains("POST /api/sessions/s/messages", Api.Sent));
        Assert.DoesNotContain("POST /api/sessions/s/edits", Api.Sent);
    }

    [Fact]
    public async Task A_refused_background_is_told_in_the_readers_words()
    {
        Api.Answer("POST /api/sessions/s/edits", HttpStatusCode.UnprocessableEntity, ProblemCodes.NoTransparency);
        var composer = Show();
        await composer.InvokeAsync(() => composer.Instance.SendAsync("key", "a fox with a transparent background", edit: true));
        composer.WaitForAssertion(() => Assert.Equal(
            "This engine makes no transparent backgrounds. Ask without one, or choose another engine.",
            Assert.Single(_session.Messages.Outbox).Failure));
    }

    [Theory]
    [InlineData("", true, null), InlineData(" ", false, null)]
    [InlineData(null, true, "Shorten")]
    public async Task What_cannot_be_sent_stays_in_the_box(string? words, bool edit, string? notice)
    {
        var composer = Show();
        words ??= new string('x', Limits.PromptMaxLength + 1);
        Assert.False(await composer.InvokeAsync(() => composer.Instance.SendAsync("key", words, edit)));
        Assert.Equal(notice is null, Notices.Current is null);
        Assert.Empty(_session.Messages.Outbox);
    }

    private IRenderedComponent<Composer> Show()
    {
        _session.Picture.Choose(new("1"));
        return Render<Composer>(composer => composer
            .Add(it => it.Session, _session).Add(it => it.Picture, _session.Picture)
            .Add(it => it.SaveMask, () => Task.FromResult<ImageId?>(null)).Add(it => it.OnClearMask, () => { }));
    }

    private static IElement Choice(IRenderedComponent<Composer> composer, string label) => composer.FindAll("label")
        .Single(it => it.QuerySelector("span")?.TextContent == label).QuerySelector("select")!;

    private EnginePreference Kept() =>
        (EnginePreference)_store.Invocations["save"].Last(call => Equals(call.Arguments[0], KeptAt)).Arguments[1]!;
}
