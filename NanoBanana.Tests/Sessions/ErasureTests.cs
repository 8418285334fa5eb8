using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Tests.Edits;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using StackExchange.Redis;

namespace NanoBanana.Tests.Sessions;

/// <summary>What is left of a deleted session when it cannot be restored any more, and of a deleted account.</summary>
public sealed class ErasureTests(ErasureTests.Fixture api) : IClassFixture<ErasureTests.Fixture>
{
    [Fact]
    public async Task A_deleted_session_is_gone_for_good_after_a_while()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Gone");
        var kept = await alice.Api.CreateSessionAsync("Kept");
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        await alice.Api.PostMessageAsync(session.Id, "Hello", [image.Id]);

        var turned = await alice.EditAsync(session.Id, "rotate 90", image.Id);
        var result = await alice.Api.GetImageAsync(turned.ResultIds[0]);
        await alice.EditAsync(session.Id, "rotate 90", result.Id);
        await alice.Api.DeleteImageAsync(result.Id);

        await alice.Api.DeleteSessionAsync(session.Id);

        using var redis = await ConnectionMultiplexer.ConnectAsync($"{api.System.Redis.ConnectionString},allowAdmin=true");
        await Eventually.TrueAsync(() => !KeysOf(redis, session.Id).Any(), "the keys of the session to go", TimeSpan.FromSeconds(40));
        await Eventually.TrueAsync(
            () => !Directory.EnumerateFiles(api.System.ObjectDirectory, "*", SearchOption.AllDirectories)
                .Any(file => file.Contains(image.Sha256, StringComparison.Ordinal)
                    || file.Contains(result.Sha256, StringComparison.Ordinal)),
            "the stored bytes to go", TimeSpan.FromSeconds(40));
        await alice.Http.PostAsync(Routes.RestoreSession(session.Id), null).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal([kept.Id], (await alice.Api.ListSessionsAsync()).Items.Select(item => item.Id));
    }

    [Fact]
    public async Task A_deleted_account_leaves_nothing_in_the_database_or_the_store()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Diary");
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        await alice.Api.PostMessageAsync(session.Id, "Dear diary", [image.Id]);
        var turned = await alice.EditAsync(session.Id, "rotate 90", image.Id);
        var result = await alice.Api.GetImageAsync(turned.ResultIds[0]);
        await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer));
        await alice.Api.CreateSnapshotAsync(session.Id);
        using var phone = await alice.SignInAgainAsync();
        string[] traces = [alice.User.Id, alice.User.Username, alice.User.Email, session.Id, image.Sha256, result.Sha256, "Dear diary"];
        using var redis = await ConnectionMultiplexer.ConnectAsync($"{api.System.Redis.ConnectionString},allowAdmin=true");
        var before = await Left();
        Assert.All(traces, trace => Assert.Contains(before, place => place.Contains(trace, StringComparison.OrdinalIgnoreCase)));

        await alice.Api.DeleteMeAsync(alice.Password);

        List<string> found = [];
        try
        {
            await Eventually.TrueAsync(
                async () => (found = [.. (await Left()).Where(IsTrace)]).Count == 0, "every trace to go", TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            Assert.Empty(found);
        }

        bool IsTrace(string place) => traces.Any(trace => place.Contains(trace, StringComparison.OrdinalIgnoreCase));

        async Task<List<string>> Left() =>
        [
            .. await EverythingIn.RedisAsync(redis),
            .. Directory.EnumerateFiles(api.System.ObjectDirectory, "*", SearchOption.AllDirectories),
        ];
    }

    private static IEnumerable<RedisKey> KeysOf(ConnectionMultiplexer redis, SessionId sessionId) =>
        redis.GetServer(redis.GetEndPoints()[0]).Keys(pattern: $"*{sessionId}*");

    public sealed class Fixture() : SystemFixture(
        apis: 1, workers: 1, ("Sessions__RestoreWindow", "00:00:01"), ("Images__RestoreWindow", "00:00:01"),
        ("Images__RemovalGrace", "00:00:00"),
        ("Accounts__ErasureMark", "00:00:15"));
}
