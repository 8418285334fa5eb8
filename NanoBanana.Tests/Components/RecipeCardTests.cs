using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Web.Recipes;

namespace NanoBanana.Tests.Components;

/// <summary>A recipe that is run, and how its run is told.</summary>
[Trait("Kind", "Unit")]
public sealed class RecipeCardTests : ComponentTests
{
    private static readonly Recipe Grey =
        new("r", Samples.SessionId, Samples.Me, "Grey and turned",
            [new("black and white", "local"), new("rotate 90", "local")], "local", 1, Samples.Now);

    private static readonly Run Half =
        new("1", Samples.SessionId, "r", "Grey and turned", Samples.Me, "m", Grey.Steps, "local", 2, 2, Samples.Now,
            RunStatus.Running, 1, 0, 1);

    public RecipeCardTests() => Api
        .Answer("GET /api/engines", (IReadOnlyList<EngineInfo>)[Samples.Engine()])
        .Answer("GET /api/sessions/s", Samples.Session())
        .Answer("GET /api/sessions/s/recipes", new Page<Recipe>([Grey], null))
        .Answer("POST /api/recipes/r/runs", Half)
        .Answer("PUT /api/runs/1", Half);

    [Fact]
    public async Task Running_one_says_what_it_does_and_costs_and_takes_a_cap()
    {
        var dialog = Render<RunRecipe>(
            it => it.Add(run => run.Images, [Samples.Image("1"), Samples.Image("2")]).Add(run => run.OnClose, () => { }));
        Assert.True(dialog.Find("input[type=radio]").HasAttribute("checked"));
        Assert.Contains("black and white → rotate 90", dialog.Markup, StringComparison.Ordinal);
        Assert.Contains("2 pictures cost up to 2 units.", dialog.Find("[role=status]").TextContent, StringComparison.Ordinal);
        await dialog.Find("#run-cap").ChangeAsync("1");
        await dialog.Find("form.runner").SubmitAsync();
        var sent = JsonSerializer.Deserialize(Api.Sent["POST /api/recipes/r/runs"], ContractJson.Default.CreateRunRequest)!;
        Assert.Equal([new("1"), new("2")], sent.ImageIds!);
        Assert.Equal(1, sent.MaxUnits);
        Assert.EndsWith("/s/s", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_of_several_sessions_are_run_apart()
    {
        IReadOnlyList<Image> images = [Samples.Image("1"), Samples.Image("2") with { SessionId = new("other") }];
        Assert.Empty(Render<RunRecipe>(it => it.Add(run => run.Images, images).Add(run => run.OnClose, () => { })).FindAll("form.runner"));
        Assert.Empty(Api.Asked);
    }

    [Fact]
    public async Task A_run_tells_how_far_it_is_and_can_be_paused()
    {
        var card = Show(Half);
        Assert.Contains("1 of 2 pictures done", card.Find("[role=status]").TextContent, StringComparison.Ordinal);
        await Button(card, "Pause").ClickAsync();
        Assert.Contains("true", Api.Sent["PUT /api/runs/1"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_at_its_cap_goes_on_up_to_what_all_of_it_costs()
    {
        var card = Show(Half with { Status = RunStatus.Paused, MaxUnits = 1, Problem = new(RunProblems.MaxUnits, "Cap") });
        Assert.Contains("The next picture would cost more than the cap of 1 units.", card.Markup, StringComparison.Ordinal);
        await Button(card, "Go on up to 2 units").ClickAsync();
        Assert.Contains("\"maxUnits\":2", Api.Sent["PUT /api/runs/1"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_over_has_nothing_to_press()
    {
        var card = Show(Half with { Status = RunStatus.Succeeded, Done = 2, FinishedAt = Samples.Now });
        Assert.Contains("Finished", card.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("button"));
    }

    [Fact]
    public async Task Saving_one_shows_its_steps_and_names_it_after_them()
    {
        var (first, second, third) = (Samples.Image(), Made("2", "1", "e1"), Made("3", "2", "e2"));
        Api.Answer("GET /api/images/3/lineage", new Lineage([third, second, first], []))
            .Answer("POST /api/sessions/s/recipes", Grey);
        var session = Open();
        session.Edits.Show(
            new([Samples.Edit("e2", EditStatus.Succeeded) with { Prompt = "rotate 90" }, Samples.Edit("e1", EditStatus.Succeeded)], null));
        var closed = false;
        var dialog = Render<SaveRecipe>(it => it
            .Add(save => save.Session, session).Add(save => save.Image, third).Add(save => save.OnClose, () => closed = true));
        Assert.Equal(["black and white", "rotate 90"], dialog.FindAll("li").Select(step => step.TextContent));
        Assert.Equal("black and white, rotate 90", dialog.Find("#recipe-name").GetAttribute("value"));
        await dialog.Find("#recipe-name").ChangeAsync("Grey and turned");
        await dialog.Find("form.recipe").SubmitAsync();
        Assert.True(closed);
        Assert.StartsWith("“Grey and turned” is saved.", Notices.Current!.Text, StringComparison.Ordinal);
    }

    private static Image Made(string id, string parent, string edit) =>
        Samples.Image(id) with { ParentId = new(parent), EditId = new(edit) };

    private IRenderedComponent<RunCard> Show(Run run)
    {
        var session = Open(Role.Owner);
        return Render<RunCard>(card => card.Add(it => it.Run, run).Add(it => it.Session, session));
    }

    private static IElement Button(IRenderedComponent<RunCard> card, string label) =>
        card.FindAll("button").Single(button => button.TextContent.Trim() == label);
}
