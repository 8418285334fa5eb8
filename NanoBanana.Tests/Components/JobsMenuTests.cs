using Bunit;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Web.Jobs;

namespace NanoBanana.Tests.Components;

/// <summary>One's own edits, and what the browser keeps about them.</summary>
[Trait("Kind", "Unit")]
public sealed class JobsMenuTests : ComponentTests
{
    private static readonly Edit Broken = Samples.Edit("1", EditStatus.Failed, new(EditProblems.Provider, "Broken", null));
    private static readonly Edit Refused =
        Samples.Edit("2", EditStatus.Failed, new(EditProblems.NotUnderstood, "?", "I do not know 'wibble'")) with { Prompt = "wibble" };

    private readonly BunitJSModuleInterop _store;

    public JobsMenuTests()
    {
        _store = BrowserStore;
        _store.Mode = JSRuntimeMode.Loose;
        Api.Answer("GET /api/engines", (IReadOnlyList<EngineInfo>)[Samples.Engine()]).Answer("GET /api/edits", new Page<Edit>([], null));
    }

    [Fact]
    public async Task Marks_what_broke_until_it_is_looked_at()
    {
        var menu = Show(Broken);
        Assert.NotEmpty(menu.FindAll(".count.failed"));
        await menu.Find("button.jobs").ClickAsync();
        Assert.Empty(menu.FindAll(".count.failed"));
        Assert.Equal([new("1")], Kept("jobs:me:seen"));
    }

    [Fact]
    public void Does_not_mark_what_was_seen_before_or_was_refused()
    {
        _store.Setup<EditId[]?>("load", "jobs:me:seen").SetResult([new("1")]);
        Assert.Empty(Show(Broken, Refused).FindAll(".count.failed"));
    }

    [Fact]
    public async Task Lists_what_ended_until_it_is_dismissed()
    {
        var done = Samples.Edit("0", EditStatus.Succeeded) with { Prompt = "rotate 90" };
        var menu = Show(done, Refused, Samples.Edit("3", EditStatus.Running));
        Assert.Equal("1 edit on its way", menu.Find("button.jobs").GetAttribute("aria-label"));
        await menu.Find("button.jobs").ClickAsync();
        Assert.Equal(["black and white", "wibble", "rotate 90"], Prompts(menu));
        Assert.Contains("I do not know 'wibble'", menu.Markup, StringComparison.Ordinal);

        await menu.Find("button[aria-label='Dismiss “wibble”']").ClickAsync();
        Assert.Equal(["black and white", "rotate 90"], Prompts(menu));
        Assert.Equal([new("2")], Kept("jobs:me"));
        await menu.FindAll("header button").Single(button => button.TextContent == "Dismiss finished").ClickAsync();
        Assert.Equal(["black and white"], Prompts(menu));
    }

    [Fact]
    public void Lists_nothing_that_was_dismissed_or_ended_a_day_ago()
    {
        _store.Setup<EditId[]?>("load", "jobs:me").SetResult([new("2")]);
        var old = Samples.Edit("1", EditStatus.Cancelled) with { FinishedAt = Samples.Now.AddDays(-1) };
        Assert.Contains("Nothing is on its way", Show(old, Refused).Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<JobsMenu> Show(params Edit[] edits)
    {
        var session = Open();
        session.Edits.Show(new(edits, null));
        var menu = Render<JobsMenu>(it => it.Add(menu => menu.Session, session));
        menu.WaitForState(() => !menu.Find("button.jobs").HasAttribute("disabled"));
        return menu;
    }

    private static IEnumerable<string> Prompts(IRenderedComponent<JobsMenu> menu) =>
        menu.FindAll(".prompt").Select(prompt => prompt.TextContent);

    /// <summary>What the browser was told to keep last.</summary>
    private IEnumerable<EditId> Kept(string key) =>
        (HashSet<EditId>)_store.Invocations["save"].Last(call => Equals(call.Arguments[0], key)).Arguments[1]!;
}
