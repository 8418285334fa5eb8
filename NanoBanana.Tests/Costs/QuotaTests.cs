using System.Net;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using StackExchange.Redis;

namespace NanoBanana.Tests.Costs;

/// <summary>What one user may keep and ask for, with limits so low that a test reaches them.</summary>
public sealed class QuotaTests(QuotaTests.Fixture api) : IClassFixture<QuotaTests.Fixture>
{
    [Fact]
    public async Task Parallel_uploads_get_no_further_than_one_after_the_other()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        using var there = LoopbackClient.Create(api.System.Apis[1].Address, alice.Tokens.AccessToken);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
        {
            using var answer = await (i % 2 == 0 ? alice.Http : there).PostFormAsync(
                Routes.Upload, Uploads.Field("sessionId", session.Id), Uploads.File("file", Padded(Fixture.Bytes * 6 / 10)));
            return answer.StatusCode;
        }));
        Assert.Equal(1, statuses.Count(status => status == HttpStatusCode.Created));
        Assert.Equal(11, statuses.Count(status => status == HttpStatusCode.RequestEntityTooLarge));
        Assert.InRange((await alice.Api.GetUsageAsync()).Bytes, 1, Fixture.Bytes);
    }

    [Fact]
    public async Task A_refused_upload_gives_back_what_it_reserved()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        using var refused = await alice.UploadRawAsync(session.Id, Padded(Fixture.Bytes * 11 / 10));
        await refused.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);
        await Eventually.TrueAsync(
            async () => !await redis.GetDatabase().KeyExistsAsync($"{{u:{alice.User.Id}}}:taking"), "both places to be given back");
    }

    [Fact]
    public async Task Sessions_are_counted_and_deleting_one_makes_room()
    {
        using var alice = await api.CreateUserAsync();
        var clients = Enumerable.Range(0, 3 * Fixture.Sessions).Select(i => alice.ClientOn(i % 2));
        var sessions = await Task.WhenAll(clients.Select(async client =>
        {
            try
            {
                return await client.CreateSessionAsync();
            }
            catch (Contracts.Client.ApiException refused) when (refused.Status == HttpStatusCode.RequestEntityTooLarge)
            {
                return null;
            }
        }));
        Assert.Equal(Fixture.Sessions, sessions.Count(session => session is not null));
        var usage = await alice.Api.GetUsageAsync();
        Assert.Equal((Fixture.Sessions, Fixture.Sessions), ((int)usage.Sessions, (int)usage.Limits.Sessions));
        await alice.Api.DeleteSessionAsync(sessions.First(session => session is not null)!.Id);
        await alice.Api.CreateSessionAsync();
        var problem = await alice.Http.PostAsJsonAsync(Routes.Sessions, new { }).ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("storage-full", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Text_is_counted_with_prompts_and_public_copies()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Notes");
        var message = await alice.Api.PostMessageAsync(session.Id, new string('字', 2000));
        var used = (await alice.Api.GetUsageAsync()).TextBytes;
        Assert.InRange(used, 6000, 7000);

        var snapshot = await alice.Api.CreateSnapshotAsync(session.Id);
        Assert.InRange((await alice.Api.GetUsageAsync()).TextBytes, 2 * used - 10, 2 * used + 10);
        await alice.Api.DeleteSnapshotAsync(snapshot.Id);
        Assert.Equal(used, (await alice.Api.GetUsageAsync()).TextBytes);

        await alice.Api.EditMessageAsync(message.Id, "short");
        Assert.InRange((await alice.Api.GetUsageAsync()).TextBytes, 100, 1000);
        await alice.Api.EditMessageAsync(message.Id, new string('字', 6000));
        var (id, words) = (session.Id, new string('字', 3900));
        foreach (var path in (string[])[Routes.SessionMessages(id), Routes.SessionSnapshots(id), Routes.SessionEdits(id)])
        {
            var problem = await alice.Http.PostAsJsonAsync(path, new { text = words, prompt = $"a red canvas with the text '{words}'" })
                .ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
            Assert.Equal("storage-full", problem.GetProperty("code").GetString());
        }

        Assert.Equal((0, 0), await UsedAsync(alice));
        await alice.Api.DeleteMessageAsync(message.Id);
        Assert.InRange((await alice.Api.GetUsageAsync()).TextBytes, 0, 10);
        await alice.Api.PostMessageAsync(session.Id, "There is room again.");
    }

    [Fact]
    public async Task What_costs_too_much_is_refused_when_it_is_asked_for()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var prompt = $"a 7000x7000 blue canvas{string.Concat(Enumerable.Repeat(", blur 100 px", 19))}";
        var problem = await alice.Http.PostAsJsonAsync(Routes.SessionEdits(session.Id), new { prompt })
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("too-expensive", problem.GetProperty("code").GetString());
        Assert.Contains("4,000", problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        Assert.Equal((0, 0), await UsedAsync(alice));
        Assert.Empty((await alice.Api.ListEditsAsync(session.Id)).Items);
    }

    [Fact]
    public async Task A_user_waits_for_so_many_edits_at_a_time()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var first = await alice.Api.CreateEditAsync(session.Id, new("a red canvas"));
        for (var i = 1; i < Fixture.Open; i++)
        {
            await alice.Api.CreateEditAsync(session.Id, new("a red canvas"));
        }

        using var refused = await alice.Http.PostAsJsonAsync(Routes.SessionEdits(session.Id), new { prompt = "a red canvas" });
        var problem = await refused.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.Equal("too-many-edits", problem.GetProperty("code").GetString());
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter!.Delta);
        await bob.Api.CreateEditAsync((await bob.Api.CreateSessionAsync()).Id, new("a red canvas"));
        await alice.Api.CancelEditAsync(first.Id);
        await alice.Api.CreateEditAsync(session.Id, new("a red canvas"));
    }

    private static async Task<(int Units, int Asks)> UsedAsync(TestUser user)
    {
        var usage = await user.Api.GetUsageAsync();
        return (usage.UnitsToday, usage.EditsToday);
    }

    /// <summary>A good JPEG with something behind its end.</summary>
    private static byte[] Padded(int length)
    {
        var jpeg = Uploads.UniqueJpeg();
        return [.. jpeg, .. new byte[length - jpeg.Length]];
    }

    public sealed class Fixture() : SystemFixture(apis: 2, workers: 0,
        ("Images__BytesPerUser", $"{Bytes}"), ("Sessions__PerUser", $"{Sessions}"), ("Messages__TextBytesPerUser", "20000"),
        ("Edits__OpenPerUser", $"{Open}"))
    {
        public const int Bytes = 90_000;
        public const int Sessions = 4;
        public const int Open = 3;
    }
}
