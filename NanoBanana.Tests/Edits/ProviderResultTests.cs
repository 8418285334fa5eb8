using System.Net;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Imaging.Metadata;
using NanoBanana.Tests.Engines.Providers;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Edits;

/// <summary>What comes of providers' answers, in real processes: the mark, the answer that is kept, and transparency.</summary>
public sealed class ProviderResultTests(ProviderResultTests.Fixture api) : IClassFixture<ProviderResultTests.Fixture>
{
    [Fact]
    public async Task Results_of_trained_models_say_so_and_go_on_saying_so()
    {
        using var alice = await api.System.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var made = await ResultAsync(alice, session.Id, new("A boat", Engine: "gemini"));
        var photograph = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg(320, 240));
        var changed = await ResultAsync(alice, session.Id, new("Add a boat", [photograph.Id], Engine: "gemini"));
        var turned = await ResultAsync(alice, session.Id, new("rotate 90", [made.Id], Engine: "local"));
        var untouched = await ResultAsync(alice, session.Id, new("rotate 90", [photograph.Id], Engine: "local"));

        Assert.Equal(DigitalSource.TrainedAlgorithmicMedia, await SourceAsync(alice, made));
        Assert.Equal(DigitalSource.CompositeWithTrainedAlgorithmicMedia, await SourceAsync(alice, changed));
        Assert.Equal(DigitalSource.TrainedAlgorithmicMedia, await SourceAsync(alice, turned));
        Assert.Null(await SourceAsync(alice, untouched));

        var bare = await alice.Http.GetByteArrayAsync(Routes.ImageContent(changed.Id) + "?metadata=none");
        Assert.Equal(DigitalSource.CompositeWithTrainedAlgorithmicMedia, DigitalSourceMark.In(bare));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_small_picture_comes_back_in_its_own_size(bool isMasked)
    {
        using var alice = await api.System.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var picture = await alice.UploadAndWaitAsync(session.Id, TestImages.Png(160, 90));
        var mask = isMasked ? await alice.UploadAsync(session.Id, Asking.Mask(160, 90, 0, 0, 80, 90).Data.ToArray()) : null;
        var prompt = $"Small {Guid.NewGuid():N}";
        var result = await ResultAsync(alice, session.Id, new(prompt, [picture.Id], mask?.Id, Engine: "openai"));

        Assert.Equal("1360x768", Assert.Single(api.Provider.CallsWith(prompt)).Fields["size"]);
        Assert.Equal((160, 90), (result.Width, result.Height));
        Assert.True(!isMasked || result.Drift!.Changed == 0);
    }

    [Fact]
    public async Task The_answer_is_kept_beside_the_result_counted_and_removed_with_it()
    {
        using var alice = await api.System.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var result = await ResultAsync(alice, session.Id, new($"A boat {Guid.NewGuid():N} mode:jpeg", Engine: "gemini"));

        var answer = new FileInfo(Assert.Single(FilesOf(result, "answers")));
        var stored = await File.ReadAllBytesAsync(answer.FullName);
        Assert.Null(DigitalSourceMark.In(stored));
        Assert.Equal((0xFF, 0xD8), (stored[0], stored[1]));
        Assert.Equal(result.Bytes + answer.Length, (await alice.Api.GetUsageAsync()).Bytes);

        await alice.Api.DeleteImageAsync(result.Id, permanently: true);
        Assert.Equal(0, (await alice.Api.GetUsageAsync()).Bytes);
        await Eventually.TrueAsync(() => !FilesOf(result, "").Any(), "the stored bytes to go", TimeSpan.FromSeconds(40));
    }

    [Theory]
    [InlineData("A fox, transparent background", null, Background.Transparent)]
    [InlineData("A fox", Background.Transparent, Background.Transparent)]
    [InlineData("A fox, mode:checkerboard", Background.Transparent, Background.Opaque)]
    public async Task A_transparent_background_is_measured(string prompt, Background? asked, Background applied)
    {
        using var alice = await api.System.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var edit = await alice.Api.CreateEditAsync(session.Id, new(prompt, Engine: "openai", Background: asked));
        Assert.Equal(Background.Transparent, edit.Asked?.Background);
        var done = await alice.FinishedAsync(edit.Id);

        Assert.Equal((EditStatus.Succeeded, applied), (done.Status, done.Applied?.Background));
    }

    [Theory]
    [InlineData("A fox, transparent background", null, "prompt")]
    [InlineData("A fox", "transparent", "background")]
    public async Task An_engine_without_transparency_refuses_the_wish(string prompt, string? background, string field)
    {
        using var alice = await api.System.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        using var response = await alice.Http.PostAsJsonAsync(
            Routes.SessionEdits(session.Id), new { prompt, background, engine = "gemini" });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
        Assert.Equal(ProblemCodes.NoTransparency, problem.GetProperty("code").GetString());
        Assert.Contains("choose another engine", problem.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
        Assert.Empty((await alice.Api.ListEditsAsync(session.Id)).Items);
    }

    [Fact]
    public async Task An_opaque_background_may_be_named_whatever_the_words_say()
    {
        using var alice = await api.System.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var edit = await alice.Api.CreateEditAsync(
            session.Id, new("A fox, transparent background", Engine: "gemini", Background: Background.Opaque));

        Assert.Equal(Background.Opaque, edit.Asked?.Background);
        Assert.Equal(EditStatus.Succeeded, (await alice.FinishedAsync(edit.Id)).Status);
    }

    [Fact]
    public async Task A_retry_with_an_engine_without_transparency_is_refused()
    {
        using var alice = await api.System.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var edit = await alice.Api.CreateEditAsync(session.Id, new("A fox", Engine: "openai", Background: Background.Transparent));
        await alice.FinishedAsync(edit.Id);
        var refusal = await Assert.ThrowsAsync<ApiException>(() => alice.Api.RetryEditAsync(edit.Id, "gemini"));

        Assert.Equal(ProblemCodes.NoTransparency, refusal.Code);
    }

    private static async Task<Image> ResultAsync(TestUser user, SessionId sessionId, CreateEditRequest request)
    {
        var done = await user.FinishedAsync((await user.Api.CreateEditAsync(sessionId, request)).Id);
        Assert.True(done.Status == EditStatus.Succeeded, $"{done.Problem}");
        return await user.Api.GetImageAsync(done.ResultIds[0]);
    }

    private static async Task<DigitalSource?> SourceAsync(TestUser user, Image image) =>
        DigitalSourceMark.In(await user.Http.GetByteArrayAsync(image.Url));

    private IEnumerable<string> FilesOf(Image image, string folder) => Directory.EnumerateFiles(
        Path.Combine(api.System.ObjectDirectory, folder), $"*{image.Sha256}*", SearchOption.AllDirectories);

    public sealed class Fixture : IAsyncLifetime
    {
        public LocalSystem System { get; private set; } = null!;

        internal ProviderServer Provider { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Provider = await ProviderServer.StartAsync();
            System = await LocalSystem.StartAsync(apis: 1, workers: 1,
                [
                    .. Provider.Settings, new("OPENAI_IMAGE_MODEL", "gpt-image-2"), new("Edits__KeepAnswers", "true"),
                    new("Images__RemovalGrace", "00:00:00"), new("Images__RestoreWindow", "00:00:01"),
                ]);
        }

        public async Task DisposeAsync()
        {
            await System.DisposeAsync();
            await Provider.DisposeAsync();
        }
    }
}
