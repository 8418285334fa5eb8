using System.Net;
using System.Text;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using NanoBanana.Tests.Live;

namespace NanoBanana.Tests.Security;

/// <summary>
/// Nothing secret stands in a log. <see cref="LogWatch"/> looks at every line of every service of the whole suite; here is shown that it
/// sees, and that a day full of failures writes none.
/// </summary>
public sealed class LogTests(LogTests.Fixture api) : IClassFixture<LogTests.Fixture>
{
    [Theory]
    [InlineData("Request starting GET /ws?access_token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc")]
    [InlineData("GET /api/images/1/content?variant=original&signature=dGhpcyBpcyBpdA")]
    [InlineData("POST /api/invites/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("somebody@example.org signed in with pw-of-a-test-0")]
    [InlineData("$2b$12$abcdefghijklmnopqrstuv")]
    [InlineData("The key is a-very-secret-value")]
    public void A_secret_in_a_log_is_seen(string line) =>
        Assert.True(new LogWatch(new Dictionary<string, string?> { ["GEMINI_API_KEY"] = "a-very-secret-value" }).IsSecret(line));

    [Fact]
    public async Task A_day_full_of_failures_leaves_no_secret_in_a_log()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var session = await alice.Api.CreateSessionAsync("Diary");
        var image = await alice.UploadAndWaitAsync(session.Id, TestImages.JpegWithGps(40, 30));
        var invite = await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer));
        var snapshot = await alice.Api.CreateSnapshotAsync(session.Id);
        await bob.Api.JoinAsync(invite.Code);
        await using (var live = bob.Live())
        await using (var follower = new EventSubscriber(end => live.Follow(session.Id, 0, end)))
        {
            await Eventually.TrueAsync(() => follower.Events.Any(), "the follower to hear something");
        }
        await anybody.GetByteArrayAsync(image.Url);
        await bob.Api.LoginAsync(new(bob.User.Email, bob.Password + "x")).ShouldFailAsync(HttpStatusCode.Unauthorized);
        await bob.Api.RefreshAsync(alice.Tokens.RefreshToken + "x").ShouldFailAsync(HttpStatusCode.Unauthorized);
        await anybody
            .PostAsync(Routes.Login, new StringContent(
                $$"""{"login":"{{bob.User.Email}}","password":"{{bob.Password}}" """, Encoding.UTF8, "application/json"))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest);

        // With the database gone everything fails, and says so in the log.
        api.System.Redis.Kill();
        await alice.Http.GetAsync(Routes.Session(session.Id)).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        await anybody.GetAsync(image.Url).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        await anybody.GetAsync(Routes.Snapshot(snapshot.Id)).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        await anybody.GetAsync(Routes.Invite(invite.Code)).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        await bob.Http.PostAsync(Routes.Invite(invite.Code), null).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);

        var logs = string.Join('\n', api.System.Apis.Concat(api.System.Workers).Select(service => service.Log));
        Assert.Contains("does not answer", logs, StringComparison.Ordinal);
        foreach (var secret in (string[])[
            alice.Tokens.AccessToken, alice.Tokens.RefreshToken, alice.Password, alice.User.Email, bob.Tokens.AccessToken, bob.Password,
            bob.User.Email, invite.Code, snapshot.Id, image.Url[image.Url.IndexOf("signature=", StringComparison.Ordinal)..],
            api.System.Settings["Jwt__Secret"]!, TestExif.Secret])
        {
            Assert.DoesNotContain(secret, logs, StringComparison.Ordinal);
        }
        LogWatch.ThrowIfAnythingLeaked();
    }

    public sealed class Fixture() : SystemFixture(apis: 1, workers: 1);
}
