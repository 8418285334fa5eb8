using System.Net;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Images;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Operations;

/// <summary>What operators do about jobs, and what becomes of jobs that nobody wants. No worker runs until a test starts one.</summary>
public sealed class OperatorTests(OperatorTests.Fixture api) : IClassFixture<OperatorTests.Fixture>
{
    [Fact]
    public async Task An_operator_tries_again_or_drops_what_was_given_up()
    {
        await using var system = await LocalSystem.StartAsync(apis: 1, workers: 0);
        using var ada = await system.CreateUserAsync();
        await using var office = await StartAsync(system, "NanoBanana.Api", ("Operators__UserIds__0", ada.User.Id));
        using var operations = LoopbackClient.Create(office.Address, ada.Tokens.AccessToken);
        var session = await ada.Api.CreateSessionAsync();
        var image = await ada.UploadAsync(session.Id, Uploads.UniqueJpeg());
        var original = Path.Combine(system.ObjectDirectory, ObjectKeys.Original(image.Sha256));
        File.Move(original, original + ".away");
        await using var worker = await StartAsync(
            system, "NanoBanana.Worker", ("Jobs__Attempts", "1"), ("Jobs__FirstRetry", "00:00:00.05"));

        Assert.Equal(ImageStatus.Rejected, (await ada.SettledAsync(image.Id)).Status);
        await GivenUpAsync(operations);
        var dead = Assert.Single(await DeadAsync(operations));
        var known = await (await operations.GetAsync($"{Routes.OperatorJobs}/{image.Id}")).ReadJsonAsync();
        Assert.Equal(
            (image.Id, 1, 0.0),
            (known.GetProperty("id").GetString(), known.GetProperty("attempts").GetInt32() - 1, known.GetProperty("progress").GetDouble()));
        Assert.Equal((image.Id, "thumbnail"), (dead.GetProperty("id").GetString(), dead.GetProperty("kind").GetString()));

        Assert.Equal(HttpStatusCode.NoContent, (await operations.PostAsync($"{Routes.DeadJobs}/{image.Id}/retry", null)).StatusCode);
        await GivenUpAsync(operations);
        Assert.Single(await DeadAsync(operations));

        File.Move(original + ".away", original);
        Assert.Equal(HttpStatusCode.NoContent, (await operations.PostAsync($"{Routes.DeadJobs}/{image.Id}/retry", null)).StatusCode);
        await Eventually.TrueAsync(async () => (await ada.Api.GetImageAsync(image.Id)).Status == ImageStatus.Ready, "the thumbnail");
        Assert.Empty(await DeadAsync(operations));
        await operations.DeleteAsync($"{Routes.DeadJobs}/{image.Id}").ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task To_everybody_else_there_is_nothing()
    {
        using var alice = await api.CreateUserAsync();
        await using var office = await StartAsync(api.System, "NanoBanana.Api", ("Operators__UserIds__0", "somebody else"));
        using var http = LoopbackClient.Create(office.Address, alice.Tokens.AccessToken);
        await http.GetAsync(Routes.OperatorJobs).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await alice.Http.GetAsync(Routes.OperatorJobs).ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_job_of_a_deleted_image_is_taken_away()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAsync(session.Id, Uploads.UniqueJpeg());
        Assert.True(await HasJobAsync(image.Id));
        await alice.Api.DeleteImageAsync(image.Id);
        Assert.False(await HasJobAsync(image.Id));
    }

    [Fact]
    public async Task Uploads_wait_when_too_many_of_the_same_user_are_pending()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        for (var i = 0; i < Fixture.Pending; i++)
        {
            await alice.UploadAsync(session.Id, Uploads.UniqueJpeg());
        }

        var refused = await alice.UploadRawAsync(session.Id, Uploads.UniqueJpeg());
        await refused.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused.Headers.RetryAfter);
        await bob.UploadAsync((await bob.Api.CreateSessionAsync()).Id, Uploads.UniqueJpeg());
    }

    private async Task<bool> HasJobAsync(string id)
    {
        using var redis = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);
        return await redis.GetDatabase().KeyExistsAsync($"{{jobs}}:job:{id}");
    }

    private static Task GivenUpAsync(HttpClient operations) => Eventually.TrueAsync(
        async () => (await (await operations.GetAsync(Routes.OperatorJobs)).ReadJsonAsync()).GetProperty("dead").GetInt32() == 1,
        "the job to be given up");

    private static async Task<IReadOnlyList<JsonElement>> DeadAsync(HttpClient operations)
    {
        var lists = await (await operations.GetAsync(Routes.OperatorJobs)).ReadJsonAsync();
        var page = await (await operations.GetAsync(Routes.DeadJobs)).ReadJsonAsync();
        var items = page.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(items.Count, lists.GetProperty("dead").GetInt32());
        return items;
    }

    private static Task<ServiceProcess> StartAsync(LocalSystem system, string project, params (string Name, string Value)[] more) =>
        ServiceProcess.StartAsync(project, system.Settings
            .Concat(more.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).ToDictionary());

    public sealed class Fixture() : SystemFixture(apis: 1, workers: 0, ("Jobs__PendingPerUser", "3"))
    {
        public const int Pending = 3;
    }
}
