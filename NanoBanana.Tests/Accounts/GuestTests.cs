using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Client;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Accounts;

/// <summary>Trying without an account, and keeping what came of it.</summary>
public sealed class GuestTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Who_registers_keeps_what_they_made_as_a_guest()
    {
        var tokens = await api.CreateStranger().CreateGuestAsync();
        Assert.Equal((true, ""), (tokens.User.Guest, tokens.User.Email));
        var guest = ClientOf(api.System, tokens);
        var session = await guest.CreateSessionAsync("Tried");

        var (name, password) = (TestUser.UniqueName(), $"{LogWatch.PasswordMark}{Guid.NewGuid():N}");
        var registered = await guest.RegisterGuestAsync(new(name, $"{name}@example.org", password));

        Assert.Equal((tokens.User.Id, name, null), (registered.User.Id, registered.User.Username, registered.User.Guest));
        var again = ClientOf(api.System, await api.CreateStranger().LoginAsync(new(name, password)));
        Assert.Equal(session.Id, Assert.Single((await again.ListSessionsAsync()).Items).Id);
        Assert.Null((await again.GetMeAsync()).Guest);
        await again.CreateInviteAsync(session.Id, new(Role.Viewer));

        // Whoever has a copy of what the guest was signed in with gets nowhere.
        await guest.GetMeAsync().ShouldFailAsync(HttpStatusCode.Unauthorized);
        await api.CreateStranger().RefreshAsync(tokens.RefreshToken).ShouldFailAsync(HttpStatusCode.Unauthorized);
        await again.RegisterGuestAsync(new(TestUser.UniqueName(), "other@example.org", password)).ShouldFailAsync(HttpStatusCode.Conflict);
        await again.DeleteGuestAsync().ShouldFailAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_guest_reaches_nobody_and_is_found_by_nobody()
    {
        using var alice = await api.CreateUserAsync();
        var tokens = await api.CreateStranger().CreateGuestAsync();
        var guest = ClientOf(api.System, tokens);
        var session = await guest.CreateSessionAsync();
        foreach (var refused in (Task[])
        [
            guest.CreateInviteAsync(session.Id, new(Role.Viewer)),
            guest.AddMemberAsync(session.Id, alice.User.Username, Role.Viewer),
            guest.CreateSnapshotAsync(session.Id),
            guest.UpdateMeAsync(new("a-name-of-mine", null, null, null)),
        ])
        {
            Assert.Equal(ProblemCodes.Guest, (await refused.ShouldFailAsync(HttpStatusCode.Forbidden)).Code);
        }

        var own = await alice.Api.CreateSessionAsync();
        await alice.Api.AddMemberAsync(own.Id, tokens.User.Username, Role.Viewer).ShouldFailAsync(HttpStatusCode.BadRequest, "login");
        await api.CreateStranger().LoginAsync(new(tokens.User.Username, "")).ShouldFailAsync(HttpStatusCode.BadRequest);
        await api.CreateStranger().LoginAsync(new(tokens.User.Username, "anything")).ShouldFailAsync(HttpStatusCode.Unauthorized);
        await guest.DeleteMeAsync("anything").ShouldFailAsync(HttpStatusCode.BadRequest, "password");

        // A link is different: who made it wants whoever has it.
        await guest.JoinAsync((await alice.Api.CreateInviteAsync(own.Id, new(Role.Viewer))).Code);
    }

    [Fact]
    public async Task A_guest_can_leave_for_good()
    {
        var tokens = await api.CreateStranger().CreateGuestAsync();
        var guest = ClientOf(api.System, tokens);
        var session = await guest.CreateSessionAsync();
        await guest.DeleteGuestAsync();

        using var redis = await ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);
        Assert.False(await redis.GetDatabase().KeyExistsAsync(Keys.User(tokens.User.Id)));
        Assert.False(await redis.GetDatabase().KeyExistsAsync(Keys.Session(session.Id)));
        await guest.GetMeAsync().ShouldFailAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_does_not_register_in_time_is_erased_and_who_did_stays()
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);
        var database = redis.GetDatabase();
        var (left, stayed) = (await api.CreateStranger().CreateGuestAsync(), await api.CreateStranger().CreateGuestAsync());
        var session = await ClientOf(api.System, left).CreateSessionAsync();
        var name = TestUser.UniqueName();
        stayed = await ClientOf(api.System, stayed).RegisterGuestAsync(new(name, $"{name}@example.org", "correct horse"));
        foreach (var user in (User[])[left.User, stayed.User])
        {
            Assert.InRange(
                await database.SortedSetScoreAsync(Keys.PendingWork, WorkItem.Guest(user.Id)) ?? 0,
                DateTimeOffset.UtcNow.AddDays(6.9).ToUnixTimeMilliseconds(), DateTimeOffset.UtcNow.AddDays(7.1).ToUnixTimeMilliseconds());
            // As if the days were over.
            await database.SortedSetAddAsync(Keys.PendingWork, WorkItem.Guest(user.Id), 0);
        }

        await Eventually.TrueAsync(async () => !await database.KeyExistsAsync(Keys.User(left.User.Id)), "the guest to go");
        await Eventually.TrueAsync(async () => !await database.KeyExistsAsync(Keys.Session(session.Id)), "the session to go");
        await Eventually.TrueAsync(
            async () => await database.SortedSetScoreAsync(Keys.PendingWork, WorkItem.Guest(stayed.User.Id)) is null,
            "the reconciler to look");
        Assert.Equal(name, (await ClientOf(api.System, stayed).GetMeAsync()).Username);
    }

    [Fact]
    public async Task Guests_use_the_engine_of_this_machine_only()
    {
        await using var system = await LocalSystem.StartAsync(
            apis: 1, workers: 0, KeyValuePair.Create<string, string?>("Gemini__ApiKey", "a-key-that-nobody-checks"),
            KeyValuePair.Create<string, string?>("Engines__Default", "gemini"));
        using var http = system.CreateClient();
        var guest = ClientOf(system, await new NanoBananaClient(http, _ => default).CreateGuestAsync());
        var session = await guest.CreateSessionAsync();

        Assert.False((await guest.ListEnginesAsync()).Single(engine => engine.Id == "gemini").Available);
        var refused = await guest.CreateEditAsync(session.Id, new("a banana", [], Engine: "gemini"))
            .ShouldFailAsync(HttpStatusCode.BadRequest, "engine");
        Assert.Equal(ProblemCodes.Guest, refused.Code);
        Assert.Equal("local", (await guest.CreateEditAsync(session.Id, new("a 20x20 blue canvas", []))).Engine);
    }

    [Fact]
    public async Task Guests_are_counted_by_address_and_not_admitted_where_not_everybody_may_register()
    {
        await using var system = await LocalSystem.StartAsync(
            apis: 1, workers: 0, KeyValuePair.Create<string, string?>("Limits__GuestsPerAddress", "2"));
        using var http = system.CreateClient();
        var stranger = new NanoBananaClient(http, _ => default);
        await stranger.CreateGuestAsync();
        await stranger.CreateGuestAsync();
        await stranger.CreateGuestAsync().ShouldFailAsync(HttpStatusCode.TooManyRequests);

        foreach (var (name, value) in ((string, string)[])[("Accounts__Registration", "Invitation"), ("Accounts__Guests", "false")])
        {
            await using var careful = await ServiceProcess.StartAsync(
                "NanoBanana.Api", new Dictionary<string, string?>(system.Settings) { [name] = value });
            using var other = LoopbackClient.Create(careful.Address);
            var refused = await new NanoBananaClient(other, _ => default).CreateGuestAsync().ShouldFailAsync(HttpStatusCode.Forbidden);
            Assert.Equal(RegistrationCodes.NoGuests, refused.Code);
        }
    }

    private static NanoBananaClient ClientOf(LocalSystem system, Tokens tokens) =>
        new(LoopbackClient.Create(system.Apis[0].Address), _ => ValueTask.FromResult<string?>(tokens.AccessToken));
}
