using System.Collections.Concurrent;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Live;

/// <summary>Live connections end with the right to have them, on whichever replica they are.</summary>
public sealed class RevocationTests(RevocationTests.Fixture api) : IClassFixture<RevocationTests.Fixture>
{
    /// <summary>On every replica, after a device or a membership is taken away.</summary>
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Signing_out_ends_what_the_device_follows(int replica)
    {
        using var alice = await api.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();
        var session = await alice.Api.CreateSessionAsync();
        await using var live = phone.Live(replica);
        await using var follower = new EventSubscriber(end => live.Follow(session.Id, 0, end));
        await using var mine = new EventSubscriber(end => live.FollowMine(0, end));
        await alice.Api.PostMessageAsync(session.Id, "Hello");
        await Eventually.TrueAsync(() => follower.Events.Any() && mine.Events.Any(), "both to follow");

        await alice.Api.LogoutAsync(phone.Tokens.RefreshToken);

        await follower.ShouldCloseAsync(CloseReasons.DeviceRevoked, Soon);
        await mine.ShouldCloseAsync(CloseReasons.DeviceRevoked, Soon);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public async Task Revoking_a_device_ends_what_it_follows_and_nothing_else(int revokedOn, int followedOn)
    {
        using var alice = await api.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();
        var session = await alice.Api.CreateSessionAsync();
        await using var live = phone.Live(followedOn);
        await using var lost = new EventSubscriber(end => live.Follow(session.Id, 0, end));
        await using var own = alice.Live(followedOn);
        await using var kept = new EventSubscriber(end => own.Follow(session.Id, 0, end));
        await alice.Api.PostMessageAsync(session.Id, "Hello");
        await Eventually.TrueAsync(() => lost.Events.Any() && kept.Events.Any(), "both to follow");

        var client = alice.ClientOn(revokedOn);
        var device = (await client.ListDevicesAsync()).Items.Single(device => !device.Current);
        await client.RevokeDeviceAsync(device.Id);

        await lost.ShouldCloseAsync(CloseReasons.DeviceRevoked, Soon);
        var seen = lost.Events.Count;
        await alice.Api.PostMessageAsync(session.Id, "Secret");
        await kept.ReachesAsync((await alice.Api.GetSessionAsync(session.Id)).LastSeq);
        Assert.Equal(seen, lost.Events.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Removing_a_member_ends_what_he_follows(int replica)
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Shared");
        await alice.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Viewer);
        await using var here = alice.Live();
        var seen = new ConcurrentQueue<Presence>();
        here.Presence += seen.Enqueue;
        await using var first = new EventSubscriber(end => here.Follow(session.Id, 0, end));
        await using var there = bob.Live(replica);
        await using var second = new EventSubscriber(end => there.Follow(session.Id, 0, end));
        await using var mine = new EventSubscriber(end => there.FollowMine(0, end));
        await Eventually.TrueAsync(() => DevicesIn(seen) == 2 && second.Events.Any(), "both to follow");

        await alice.Api.RemoveMemberAsync(session.Id, bob.User.Id);
        await alice.Api.PostMessageAsync(session.Id, "After the removal");

        await second.ShouldCloseAsync(CloseReasons.MemberRemoved, Promised);
        await Eventually.TrueAsync(() => DevicesIn(seen) == 1, "the user to be gone from those present", Promised);
        Assert.DoesNotContain(second.Events, next => next.Type == EventTypes.MessageCreated);
        await mine.NextAsync(next => next.Type == EventTypes.SessionDeleted, "the session to leave their list");
        await using var again = new EventSubscriber(end => there.Follow(session.Id, 0, end));
        await again.ShouldCloseAsync(CloseReasons.MemberRemoved, Soon);
    }

    [Fact]
    public async Task Who_was_on_a_killed_replica_is_not_present_for_long()
    {
        await using var system = await LocalSystem.StartAsync(apis: 2, workers: 0);
        using var alice = await system.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();
        var session = await alice.Api.CreateSessionAsync();
        await using var here = alice.Live(replica: 0);
        var seen = new ConcurrentQueue<Presence>();
        here.Presence += seen.Enqueue;
        await using var first = new EventSubscriber(end => here.Follow(session.Id, 0, end));
        await using var there = phone.Live(replica: 1);
        await using var second = new EventSubscriber(end => there.Follow(session.Id, 0, end));
        await Eventually.TrueAsync(() => DevicesIn(seen) == 2, "both devices to be present");

        system.Apis[1].Kill();

        await Eventually.TrueAsync(() => DevicesIn(seen) == 1, "the device of the killed replica to be gone", TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task A_follower_whom_the_log_has_left_behind_is_reset()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Long");
        for (var i = 0; i < 4 * Fixture.LogLength; i++)
        {
            await alice.Api.PostMessageAsync(session.Id, $"{i}");
        }

        await using var live = alice.Live();
        await using var follower = new EventSubscriber(end => live.Follow(session.Id, 1, end));
        await Eventually.TrueAsync(() => follower.Events.Any(), "the reset");
        var last = (await alice.Api.GetSessionAsync(session.Id)).LastSeq;
        Assert.Equal((EventTypes.Reset, last), (follower.Events[0].Type, follower.Events[0].Seq));
        await alice.Api.PostMessageAsync(session.Id, "after");
        await Eventually.TrueAsync(() => follower.Events.Any(entry => entry.Seq == last + 1), "what came after the reset");
    }

    private static int DevicesIn(ConcurrentQueue<Presence> seen) => seen.LastOrDefault()?.Users.Sum(user => user.Devices) ?? 0;

    public sealed class Fixture() : SystemFixture(apis: 2, workers: 0, ("Events__LogLength", $"{LogLength}"))
    {
        public const int LogLength = 100;
    }
}
