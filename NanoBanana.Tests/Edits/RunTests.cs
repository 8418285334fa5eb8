using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Edits;

/// <summary>Runs on many pictures: paused, capped, cancelled, retried, and who may.</summary>
public sealed class RunTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_cap_pauses_a_run_before_it_costs_more_and_a_higher_one_lets_it_go_on()
    {
        using var alice = await api.CreateUserAsync();
        var (_, recipe, pictures) = await PrepareAsync(alice, 6);
        var run = await alice.Api.StartRunAsync(recipe.Id, new(pictures, MaxUnits: 2));
        var paused = await StatusAsync(alice, run.Id, RunStatus.Paused);
        Assert.Equal(
            (2, 0, 2, 2, RunProblems.MaxUnits),
            (paused.Done, paused.Failed, paused.UnitsCharged, paused.MaxUnits, paused.Problem?.Code));
        await alice.Api.StartRunAsync(recipe.Id, new(pictures, MaxUnits: 0)).ShouldFailAsync(HttpStatusCode.BadRequest, "maxUnits");

        Assert.Equal(RunStatus.Running, (await alice.Api.UpdateRunAsync(run.Id, new(false, 100))).Status);
        var done = await RecipeTests.FinishedAsync(alice, run.Id);
        Assert.Equal((RunStatus.Succeeded, 6, 6), (done.Status, done.Done, done.UnitsCharged));
        Assert.Null(done.Problem);
        await alice.Api.UpdateRunAsync(run.Id, new(true)).ShouldFailAsync(HttpStatusCode.Conflict);
        await alice.Api.CancelRunAsync(run.Id).ShouldFailAsync(HttpStatusCode.Conflict);
        await alice.Api.RetryRunAsync(run.Id).ShouldFailAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_paused_run_takes_no_further_picture_and_a_cancelled_one_never_does()
    {
        using var alice = await api.CreateUserAsync();
        var (session, recipe, pictures) = await PrepareAsync(alice, 40);
        var run = await alice.Api.StartRunAsync(recipe.Id, new(pictures));
        var paused = await alice.Api.UpdateRunAsync(run.Id, new(true));
        Assert.Equal(RunStatus.Paused, paused.Status);
        await RestAsync(alice, session);
        var rested = await alice.Api.GetRunAsync(run.Id);
        Assert.InRange(rested.Done, paused.Done, paused.Done + 4);
        Assert.Equal(rested.Done, (await ResultsAsync(alice, session, pictures)).Count);

        Assert.Equal(RunStatus.Running, (await alice.Api.UpdateRunAsync(run.Id, new(false))).Status);
        await Eventually.TrueAsync(async () => (await alice.Api.GetRunAsync(run.Id)).Done > rested.Done, "the run to go on");
        await alice.Api.CancelRunAsync(run.Id);
        await RestAsync(alice, session);
        var cancelled = await alice.Api.GetRunAsync(run.Id);
        Assert.Equal((RunStatus.Cancelled, 0), (cancelled.Status, cancelled.Failed));
        Assert.Equal((cancelled.Done, cancelled.Done), ((await ResultsAsync(alice, session, pictures)).Count, cancelled.UnitsCharged));
        await alice.Api.UpdateRunAsync(run.Id, new(false)).ShouldFailAsync(HttpStatusCode.Conflict);
        await alice.Api.RetryRunAsync(run.Id).ShouldFailAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Failed_pictures_say_why_and_are_retried_alone()
    {
        using var alice = await api.CreateUserAsync();
        var (session, recipe, pictures) = await PrepareAsync(alice, 3, "crop 30x20 at 0,0");
        var small = (await alice.UploadAndWaitAsync(session, Uploads.UniqueJpeg(12, 8))).Id;
        var gone = (await alice.UploadAndWaitAsync(session, Uploads.UniqueJpeg())).Id;
        var run = await alice.Api.StartRunAsync(recipe.Id, new([small, .. pictures, gone], MaxUnits: 1));
        await StatusAsync(alice, run.Id, RunStatus.Paused);
        await alice.Api.DeleteImageAsync(gone);
        await alice.Api.UpdateRunAsync(run.Id, new(false, 100));
        var over = await RecipeTests.FinishedAsync(alice, run.Id);
        Assert.Equal((RunStatus.Succeeded, 3, 2, 3), (over.Status, over.Done, over.Failed, over.UnitsCharged));
        Assert.Equal(
            new[] { (small, EditProblems.Input), (gone, RunProblems.Cancelled) }.OrderBy(pair => pair.Item1, StringComparer.Ordinal),
            over.Failures!.Select(failure => (failure.ImageId, failure.Problem.Code)));

        await alice.Api.RestoreImageAsync(gone);
        var again = await alice.Api.RetryRunAsync(run.Id);
        Assert.Equal((RunStatus.Running, 0), (again.Status, again.Failed));
        over = await RecipeTests.FinishedAsync(alice, run.Id);
        Assert.Equal((RunStatus.Succeeded, 4, 1), (over.Status, over.Done, over.Failed));
        Assert.Equal(4, (await ResultsAsync(alice, session, [.. pictures, gone, small])).Count);
    }

    [Fact]
    public async Task The_owner_pauses_and_cancels_what_an_editor_started_but_does_not_spend_their_units()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        using var carol = await api.CreateUserAsync();
        var (session, recipe, pictures) = await PrepareAsync(alice, 30);
        await alice.Api.AddMemberAsync(session, bob.User.Username, Role.Editor);
        await alice.Api.AddMemberAsync(session, carol.User.Username, Role.Editor);
        var run = await bob.Api.StartRunAsync(recipe.Id, new(pictures, MaxUnits: 1));
        await StatusAsync(bob, run.Id, RunStatus.Paused);
        await carol.Api.UpdateRunAsync(run.Id, new(true)).ShouldFailAsync(HttpStatusCode.Forbidden);
        await carol.Api.CancelRunAsync(run.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
        Assert.Equal(RunStatus.Paused, (await alice.Api.UpdateRunAsync(run.Id, new(true))).Status);
        await alice.Api.UpdateRunAsync(run.Id, new(false)).ShouldFailAsync(HttpStatusCode.Forbidden);
        await alice.Api.UpdateRunAsync(run.Id, new(true, 100)).ShouldFailAsync(HttpStatusCode.Forbidden);
        await alice.Api.RetryRunAsync(run.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
        await carol.Api.DeleteRecipeAsync(recipe.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
        await alice.Api.CancelRunAsync(run.Id);
        Assert.Equal(RunStatus.Cancelled, (await bob.Api.GetRunAsync(run.Id)).Status);
    }

    [Fact]
    public async Task A_run_whose_author_may_not_edit_any_more_is_cancelled()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var (session, recipe, pictures) = await PrepareAsync(alice, 40);
        await alice.Api.AddMemberAsync(session, bob.User.Username, Role.Editor);
        var run = await bob.Api.StartRunAsync(recipe.Id, new(pictures));
        await alice.Api.AddMemberAsync(session, bob.User.Username, Role.Viewer);
        var over = await RecipeTests.FinishedAsync(alice, run.Id);
        Assert.Equal(RunStatus.Cancelled, over.Status);
        await bob.Api.StartRunAsync(recipe.Id, new(pictures)).ShouldFailAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_run_goes_on_though_its_recipe_is_deleted()
    {
        using var alice = await api.CreateUserAsync();
        var (session, recipe, pictures) = await PrepareAsync(alice, 8);
        var run = await alice.Api.StartRunAsync(recipe.Id, new(pictures), "once");
        await alice.Api.DeleteRecipeAsync(recipe.Id);
        Assert.Equal(run.Id, (await alice.Api.StartRunAsync(recipe.Id, new(pictures), "once")).Id);
        var over = await RecipeTests.FinishedAsync(alice, run.Id);
        Assert.Equal((RunStatus.Succeeded, 8), (over.Status, over.Done));
        Assert.Equal(8, (await ResultsAsync(alice, session, pictures)).Count);
        Assert.Equal(run.Id, Assert.Single((await alice.Api.ListRunsAsync(session)).Items).Id);
    }

    internal static async Task<(SessionId Session, Recipe Recipe, ImageId[] Pictures)> PrepareAsync(
        TestUser user, int count, string prompt = "grayscale")
    {
        var session = (await user.Api.CreateSessionAsync("Runs")).Id;
        var first = await user.UploadAndWaitAsync(session, Uploads.UniqueJpeg());
        var result = Assert.Single((await user.EditAsync(session, prompt, first.Id)).ResultIds);
        var recipe = await user.Api.CreateRecipeAsync(session, new("Batch", first.Id, result));
        var pictures = new List<ImageId>();
        foreach (var part in Enumerable.Range(0, count).Chunk(Limits.BatchMaxFiles))
        {
            var uploaded = await user.Api.UploadImagesAsync(
                session, [.. part.Select(i => new ImageFile(new MemoryStream(Uploads.UniqueJpeg()), $"{i}.jpg", "image/jpeg"))]);
            pictures.AddRange(uploaded.Items.Select(item => item.Image!.Id));
        }

        return (session, recipe, [.. pictures]);
    }

    /// <summary>Waits until no edit of a session is open.</summary>
    private static Task RestAsync(TestUser user, SessionId session) => Eventually.TrueAsync(
        async () => (await user.Api.ListEditsAsync(session, limit: 100)).Items.All(edit => edit.FinishedAt is not null),
        "the open edits to end");

    private static Task<Run> StatusAsync(TestUser user, string id, RunStatus status) => Eventually.GetAsync(
        async () => await user.Api.GetRunAsync(id) is var run && run.Status == status ? run : null, $"the run to be {status}",
        TimeSpan.FromSeconds(60));

    private static async Task<List<Image>> ResultsAsync(TestUser user, SessionId session, ImageId[] pictures)
    {
        var (found, cursor) = (new List<Image>(), (string?)null);
        do
        {
            var page = await user.Api.ListSessionImagesAsync(session, cursor, 100);
            found.AddRange(page.Items.Where(image => image.ParentId is { } parent && pictures.Contains(parent)));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return found;
    }
}
