using System.Collections.Concurrent;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Live;

public sealed class PresenceTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Followers_see_who_follows_and_on_how_many_devices()
    {
        using var alice = await api.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();
        var session = await alice.Api.CreateSessionAsync();
        await using var here = alice.Live(replica: 0);
        var seen = new ConcurrentQueue<Presence>();
        here.Presence += seen.Enqueue;
        await using var first = new EventSubscriber(end => here.Follow(session.Id, 0, end));
        await SeesAsync(seen, session.Id, alice, devices: 1);

        var there = phone.Live(replica: 1);
        var second = new EventSubscriber(end => there.Follow(session.Id, 0, end));
        await SeesAsync(seen, session.Id, alice, devices: 2);

        await there.DisposeAsync();
        await second.DisposeAsync();
        await SeesAsync(seen, session.Id, alice, devices: 1);
    }

    [Fact]
    public async Task Leaving_a_session_without_closing_the_connection_counts()
    {
        using var alice = await api.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();
        var session = await alice.Api.CreateSessionAsync();
        await using var here = alice.Live(replica: 0);
        await using var there = phone.Live(replica: 1);
        var seen = new ConcurrentQueue<Presence>();
        here.Presence += seen.Enqueue;
        await using var first = new EventSubscriber(end => here.Follow(session.Id, 0, end));
        var second = new EventSubscriber(end => there.Follow(session.Id, 0, end));
        await SeesAsync(seen, session.Id, alice, devices: 2);
        await second.DisposeAsync();
        await SeesAsync(seen, session.Id, alice, devices: 1);
    }

    private static Task SeesAsync(ConcurrentQueue<Presence> seen, SessionId sessionId, TestUser user, int devices) =>
        Eventually.TrueAsync(
            () => seen.LastOrDefault() is { } presence && presence.SessionId == sessionId
                && presence.Users is [var only] && only == new PresentUser(user.User.Id, user.User.Username, devices),
            $"{devices} devices to be present");
}
