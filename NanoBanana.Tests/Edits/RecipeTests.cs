using System.IO.Compression;
using System.Net;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using NanoBanana.Tests.Live;

namespace NanoBanana.Tests.Edits;

/// <summary>Recipes: the edits between two versions, saved to be repeated.</summary>
public sealed class RecipeTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_path_between_two_versions_is_saved_and_run_on_other_pictures_with_one_result_each()
    {
        using var alice = await api.CreateUserAsync();
        var session = (await alice.Api.CreateSessionAsync("Recipes")).Id;
        var first = await alice.UploadAndWaitAsync(session, Uploads.UniqueJpeg());
        var turned = await EditedAsync(alice, session, "rotate 90", first.Id);
        var grey = await EditedAsync(alice, session, "grayscale", turned);

        var recipe = await alice.Api.CreateRecipeAsync(session, new("Turn and grey", first.Id, grey));
        Assert.Equal(("Turn and grey", session, "local"), (recipe.Name, recipe.SessionId, recipe.Engine));
        Assert.Equal(["rotate 90", "grayscale"], recipe.Steps.Select(step => step.Prompt));
        Assert.Equal(recipe.Id, Assert.Single((await alice.Api.ListRecipesAsync(session)).Items).Id);
        using (var zip = new ZipArchive(new MemoryStream(await alice.Http.GetByteArrayAsync(Routes.ExportSession(session)))))
        {
            await using var file = await zip.GetEntry("session.json")!.OpenAsync();
            var exported = (await JsonDocument.ParseAsync(file)).RootElement.GetProperty("recipes");
            Assert.Equal(["rotate 90", "grayscale"], Assert.Single(exported.EnumerateArray()).GetProperty("steps").EnumerateArray()
                .Select(step => step.GetProperty("prompt").GetString()));
        }

        await using var live = alice.Live(replica: 1);
        await using var follower = new EventSubscriber(end => live.Follow(session, 0, end));
        Image[] others =
        [
            await PictureAsync(alice, session, "a.jpg"), await PictureAsync(alice, session, "b.jpg"),
            await PictureAsync(alice, session, "c.jpg"),
        ];
        var run = await alice.Api.StartRunAsync(recipe.Id, new([.. others.Select(image => image.Id), others[0].Id]));
        Assert.Equal((3, 3, RunStatus.Running), (run.Total, run.UnitsEstimated, run.Status));
        var done = await FinishedAsync(alice, run.Id);
        Assert.Equal((RunStatus.Succeeded, 3, 0, 3), (done.Status, done.Done, done.Failed, done.UnitsCharged));

        await follower.NextAsync(next => next.Type == EventTypes.RunSucceeded, "the end of the run");
        var results = (await alice.Api.ListSessionImagesAsync(session, limit: 100)).Items
            .Where(image => others.Any(other => other.Id == image.ParentId)).ToList();
        Assert.Equal(others.Select(image => image.Id), results.Select(image => image.ParentId!.Value).Order());
        Assert.All(results, image => Assert.Equal((30, 40), (image.Width, image.Height)));
        Assert.Contains(results, image => image.FileName == "a Turn and grey.jpg");
        var message = Assert.Single((await alice.Api.ListMessagesAsync(session)).Items, found => found.RunId == run.Id);
        Assert.Equal((done.MessageId, 3), (message.Id, message.ImageIds.Count));
        Assert.Equal("Turn and grey: rotate 90; grayscale", message.Text);
        Assert.Equal(
            (1, 2, 1),
            (Count(EventTypes.RunStarted), Count(EventTypes.RunProgress), Count(EventTypes.RunSucceeded)));
        Assert.Equal(run.Id, Assert.Single((await alice.Api.ListRunsAsync(session)).Items).Id);

        int Count(string type) => follower.Events.Count(next => next.Type == type);
    }

    [Fact]
    public async Task A_correction_becomes_the_strength_of_the_step_that_it_corrects()
    {
        using var alice = await api.CreateUserAsync();
        var session = (await alice.Api.CreateSessionAsync("Recipes")).Id;
        var first = await alice.UploadAndWaitAsync(session, Uploads.UniqueJpeg());
        var brighter = await EditedAsync(alice, session, "brighter", first.Id);
        var less = await EditedAsync(alice, session, "a bit less", brighter);
        var step = Assert.Single((await alice.Api.CreateRecipeAsync(session, new("Softly", first.Id, less))).Steps);
        Assert.Equal("brighter", step.Prompt);
        Assert.True(step.Strength is > 0 and < 1, $"The strength is {step.Strength}.");
    }

    [Fact]
    public async Task A_mask_goes_with_the_recipe_scaled_to_each_picture_though_its_image_is_deleted()
    {
        using var alice = await api.CreateUserAsync();
        var session = (await alice.Api.CreateSessionAsync("Recipes")).Id;
        var first = await alice.UploadAndWaitAsync(session, TestImages.Png(40, 40), "first.png");
        var mask = await alice.UploadAndWaitAsync(session, TestImages.Png(40, 40, alpha: true), FileNames.MaskOf("first.png"));
        var edit = await alice.FinishedAsync((await alice.Api.CreateEditAsync(session, new("invert", [first.Id], mask.Id))).Id);
        var recipe = await alice.Api.CreateRecipeAsync(session, new("Left", first.Id, edit.ResultIds[0]));
        Assert.Equal(RecipeMask.Place, Assert.Single(recipe.Steps).Mask);
        await alice.Api.DeleteImageAsync(mask.Id);

        var larger = await alice.UploadAndWaitAsync(session, TestImages.Png(80, 20), "larger.png");
        var run = await FinishedAsync(alice, (await alice.Api.StartRunAsync(recipe.Id, new([larger.Id]))).Id);
        Assert.Equal((RunStatus.Succeeded, 1), (run.Status, run.Done));
        var result = (await alice.Api.ListSessionImagesAsync(session)).Items.Single(image => image.ParentId == larger.Id);
        var pixels = TestPixels.Decode(await alice.Http.GetByteArrayAsync(result.Url), "pngload_buffer");
        Assert.Equal((80, 20), (pixels.Width, pixels.Height));
        Assert.True(pixels.At(10, 5)[0] < 60, "What is red on the left is inverted.");
        Assert.True(pixels.At(70, 5)[1] > 180, "What is green on the right is not.");
    }

    [Fact]
    public async Task What_one_keeps_for_oneself_nobody_else_sees_and_runs_in_another_session()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = (await alice.Api.CreateSessionAsync("Recipes")).Id;
        await alice.Api.AddMemberAsync(session, bob.User.Username, Role.Editor);
        var first = await bob.UploadAndWaitAsync(session, Uploads.UniqueJpeg());
        var grey = await EditedAsync(bob, session, "grayscale", first.Id);
        var kept = await bob.Api.CreateRecipeAsync(session, new("Mine", first.Id, grey, Shared: false));
        Assert.Null(kept.SessionId);
        Assert.Empty((await alice.Api.ListRecipesAsync(session)).Items);
        await alice.Api.GetRecipeAsync(kept.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        await alice.Api.StartRunAsync(kept.Id, new([first.Id])).ShouldFailAsync(HttpStatusCode.NotFound);

        var own = (await bob.Api.CreateSessionAsync("Another")).Id;
        Assert.Equal(kept.Id, Assert.Single((await bob.Api.ListRecipesAsync(own)).Items).Id);
        var picture = await bob.UploadAndWaitAsync(own, Uploads.UniqueJpeg());
        var run = await FinishedAsync(bob, (await bob.Api.StartRunAsync(kept.Id, new([picture.Id]))).Id);
        Assert.Equal((own, RunStatus.Succeeded), (run.SessionId, run.Status));
        await bob.Api.StartRunAsync(kept.Id, new([picture.Id, first.Id])).ShouldFailAsync(HttpStatusCode.BadRequest);

        var shared = await bob.Api.CreateRecipeAsync(session, new("Ours", first.Id, grey));
        await bob.Api.StartRunAsync(shared.Id, new([picture.Id])).ShouldFailAsync(HttpStatusCode.BadRequest);
        await bob.Api.DeleteRecipeAsync(kept.Id);
        await bob.Api.GetRecipeAsync(kept.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        Assert.Equal(shared.Id, Assert.Single((await alice.Api.ListRecipesAsync(session)).Items).Id);
    }

    [Fact]
    public async Task What_is_no_path_is_400_and_saves_nothing()
    {
        using var alice = await api.CreateUserAsync();
        var session = (await alice.Api.CreateSessionAsync("Recipes")).Id;
        var first = await alice.UploadAndWaitAsync(session, Uploads.UniqueJpeg());
        var other = await alice.UploadAndWaitAsync(session, Uploads.UniqueJpeg());
        var elsewhere = await alice.UploadAndWaitAsync((await alice.Api.CreateSessionAsync("Other")).Id, Uploads.UniqueJpeg());
        var grey = await EditedAsync(alice, session, "grayscale", first.Id);
        foreach (var (from, to, field) in new[]
        {
            (first.Id, first.Id, "toImageId"), (other.Id, grey, "toImageId"), (grey, first.Id, "toImageId"),
            (elsewhere.Id, grey, "fromImageId"), (first.Id, new("made-up"), "toImageId"),
        })
        {
            var refused = await alice.Api.CreateRecipeAsync(session, new("Bad", from, to)).ShouldFailAsync(HttpStatusCode.BadRequest);
            Assert.Contains(field, refused.Errors.Keys);
        }

        await alice.Api.CreateRecipeAsync(session, new(" ", first.Id, grey)).ShouldFailAsync(HttpStatusCode.BadRequest);
        Assert.Empty((await alice.Api.ListRecipesAsync(session)).Items);
        var recipe = await alice.Api.CreateRecipeAsync(session, new("Good", first.Id, grey), "once");
        Assert.Equal(recipe.Id, (await alice.Api.CreateRecipeAsync(session, new("Good", first.Id, grey), "once")).Id);
        foreach (var (images, cap) in new (ImageId[], int?)[]
        {
            ([], null), ([new("made-up")], null), ([elsewhere.Id], null), ([first.Id], 0),
        })
        {
            await alice.Api.StartRunAsync(recipe.Id, new(images, cap)).ShouldFailAsync(HttpStatusCode.BadRequest);
        }

        Assert.Empty((await alice.Api.ListRunsAsync(session)).Items);
    }

    private static async Task<ImageId> EditedAsync(TestUser user, SessionId session, string prompt, ImageId image) =>
        Assert.Single((await user.EditAsync(session, prompt, image)).ResultIds);

    private static Task<Image> PictureAsync(TestUser user, SessionId session, string name) =>
        user.UploadAndWaitAsync(session, Uploads.UniqueJpeg(), name);

    internal static Task<Run> FinishedAsync(TestUser user, string runId) => Eventually.GetAsync(
        async () => await user.Api.GetRunAsync(runId) is { FinishedAt: not null } run ? run : null, "the run to be over",
        TimeSpan.FromSeconds(60));
}
