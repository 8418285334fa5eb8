using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Images;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Images;

/// <summary>Previews are made when somebody first asks for one. A worker runs only while a test needs it.</summary>
public sealed class PreviewTests(PreviewTests.Fixture api) : IClassFixture<PreviewTests.Fixture>
{
    private const int Readers = 8;

    [Fact]
    public async Task The_first_readers_share_one_job_and_get_one_preview()
    {
        await using var system = await LocalSystem.StartAsync(apis: 2, workers: 0);
        using var alice = await system.CreateUserAsync();
        var image = await ReadyAsync(system, alice);
        Assert.False(File.Exists(PreviewOf(system, image)));

        var reading = Enumerable.Range(0, Readers)
            .Select(i => LoopbackClient.Create(system.Apis[i % 2].Address, alice.Tokens.AccessToken).GetAsync(AddressOf(image))).ToList();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(system.Redis.ConnectionString);
        await Eventually.TrueAsync(async () => await redis.GetDatabase().KeyExistsAsync($"{{jobs}}:job:preview-{image.Sha256}"), "the job");
        await Eventually.TrueAsync(
            async () => (await redis.GetServer(redis.GetEndPoints()[0]).SubscriptionSubscriberCountAsync(
                RedisChannel.Literal($"{{jobs}}:end:preview-{image.Sha256}"))) > 0, "the readers to wait");
        Assert.Equal(1, await redis.GetDatabase().ListLengthAsync($"{{jobs}}:pending:1:{alice.User.Id}"));
        await using var worker = await WorkerAsync(system);

        foreach (var response in await Task.WhenAll(reading))
        {
            Assert.Equal((1280, 640), WebPFile.Size(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()));
            response.Dispose();
        }

        Assert.True(File.Exists(PreviewOf(system, image)));
        Assert.False(await redis.GetDatabase().KeyExistsAsync($"{{jobs}}:job:preview-{image.Sha256}"));
    }

    [Fact]
    public async Task A_preview_that_takes_too_long_is_404_and_says_when_to_ask_again()
    {
        using var alice = await api.CreateUserAsync();
        var image = await ReadyAsync(api.System, alice);
        for (var i = 0; i < 2; i++)
        {
            using var response = await PreviewAsync(alice, image);
            await response.ShouldBeProblemAsync(HttpStatusCode.NotFound);
            Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        }

        await using var worker = await WorkerAsync(api.System);
        await Eventually.TrueAsync(async () => (await PreviewAsync(alice, image)).IsSuccessStatusCode, "the preview");
    }

    [Fact]
    public async Task A_preview_that_cannot_be_made_is_404_and_is_not_tried_again()
    {
        using var alice = await api.CreateUserAsync();
        var image = await ReadyAsync(api.System, alice);
        var original = Path.Combine(api.System.ObjectDirectory, ObjectKeys.Original(image.Sha256));
        await File.WriteAllBytesAsync(original, (await File.ReadAllBytesAsync(original))[..2000]);
        await using (await WorkerAsync(api.System))
        {
            await Eventually.TrueAsync(async () => await ProblemAsync(alice, image) == "preview-failed", "the end of its job");
        }

        using var again = await PreviewAsync(alice, image);
        Assert.Equal("preview-failed", (await again.ShouldBeProblemAsync(HttpStatusCode.NotFound)).GetProperty("code").GetString());
        Assert.Null(again.Headers.RetryAfter);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);
        Assert.Equal(1, await redis.GetDatabase().ListLengthAsync("{jobs}:dead"));
        Assert.Equal(0, await redis.GetDatabase().ListLengthAsync($"{{jobs}}:pending:1:{alice.User.Id}"));
    }

    [Fact]
    public async Task Readers_wait_when_too_many_of_their_pictures_are_pending()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var images = new List<Image>();
        for (var i = 0; i < Fixture.Pending + 1; i++)
        {
            images.Add(await ReadyAsync(api.System, alice));
        }

        foreach (var image in images.Take(Fixture.Pending))
        {
            await (await PreviewAsync(alice, image)).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        }

        using var refused = await PreviewAsync(alice, images[^1]);
        Assert.Equal(
            "too-many-previews", (await refused.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests)).GetProperty("code").GetString());
        Assert.NotNull(refused.Headers.RetryAfter);
        await PreviewAsync(bob, images[^1]).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await using var worker = await WorkerAsync(api.System);
        await Eventually.TrueAsync(async () => (await PreviewAsync(alice, images[^1])).IsSuccessStatusCode, "the preview");
    }

    [Fact]
    public async Task Nobody_else_has_a_preview_made()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var image = await ReadyAsync(api.System, alice);
        await PreviewAsync(bob, image).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        using var stranger = api.CreateClient();
        await stranger.GetAsync(AddressOf(image)).ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);
        Assert.False(await redis.GetDatabase().KeyExistsAsync($"{{jobs}}:job:preview-{image.Sha256}"));
    }

    [Fact]
    public async Task A_picture_that_fits_into_a_thumbnail_has_no_other_preview()
    {
        using var alice = await api.CreateUserAsync();
        var image = await ReadyAsync(api.System, alice, TestImages.Jpeg(512, 300));
        using var response = await PreviewAsync(alice, image);
        Assert.Equal((512, 300), WebPFile.Size(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()));
        Assert.False(File.Exists(PreviewOf(api.System, image)));
    }

    private static Task<HttpResponseMessage> PreviewAsync(TestUser user, Image image) =>
        user.Http.GetAsync(AddressOf(image));

    private static string AddressOf(Image image) => $"{Routes.ImageContent(image.Id)}?variant=preview";

    private static async Task<string?> ProblemAsync(TestUser user, Image image) =>
        (await PreviewAsync(user, image).ShouldBeProblemAsync(HttpStatusCode.NotFound)).GetProperty("code").GetString();

    private static string PreviewOf(LocalSystem system, Image image) =>
        Path.Combine(system.ObjectDirectory, ObjectKeys.Preview(image.Sha256));

    /// <summary>A worker makes the thumbnail and goes.</summary>
    private static async Task<Image> ReadyAsync(LocalSystem system, TestUser user, byte[]? jpeg = null)
    {
        await using var worker = await WorkerAsync(system);
        var session = await user.Api.CreateSessionAsync();
        return await user.UploadAndWaitAsync(session.Id, Uploads.Unique(jpeg ?? TestImages.Jpeg(1600, 800)));
    }

    private static Task<ServiceProcess> WorkerAsync(LocalSystem system) =>
        ServiceProcess.StartAsync("NanoBanana.Worker", system.Settings.ToDictionary());

    public sealed class Fixture() : SystemFixture(apis: 1, workers: 0, ("Images__PreviewWait", "00:00:00.3"), ("Jobs__PendingPerUser", "2"))
    {
        public const int Pending = 2;
    }
}
