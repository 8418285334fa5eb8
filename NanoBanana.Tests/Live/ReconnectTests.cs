using System.Collections.Concurrent;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Live;

/// <summary>The live client and an API that goes away.</summary>
public sealed class ReconnectTests(ReconnectTests.Fixture api) : IClassFixture<ReconnectTests.Fixture>
{
    [Fact]
    public async Task A_follower_outlives_a_killed_api_and_misses_nothing()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Rough");
        await using var live = alice.Live(replica: 0);
        var states = new ConcurrentQueue<LiveState>();
        live.StateChanged += states.Enqueue;
        await using var follower = new EventSubscriber(end => live.Follow(session.Id, 0, end));
        await using var mine = new EventSubscriber(end => live.FollowMine(0, end));
        await alice.Api.PostMessageAsync(session.Id, "before");
        await follower.ReachesAsync(1);

        api.System.Apis[0].Kill();
        await Eventually.TrueAsync(() => states.Contains(LiveState.Reconnecting), "the loss to be noticed");
        var other = alice.ClientOn(replica: 1);
        for (var i = 0; i < 5; i++)
        {
            await other.PostMessageAsync(session.Id, $"meanwhile {i}");
        }
        await api.System.Apis[0].RestartAsync();
        await other.PostMessageAsync(session.Id, "after");

        var last = (await other.GetSessionAsync(session.Id)).LastSeq;
        await follower.ReachesAsync(last);
        follower.ShouldBeExactly(1, last);
        Assert.Equal(7, follower.Events.Count(next => next.Type == EventTypes.MessageCreated));
        Assert.Equal([LiveState.Connected, LiveState.Reconnecting, LiveState.Connected], states);
        Assert.False(mine.Completion.IsCompleted);
    }

    [Fact]
    public async Task A_follower_waits_for_an_api_that_is_not_there_yet()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Early");
        await api.System.Apis[1].StopAsync();
        await using var live = alice.Live(replica: 1);
        await using var follower = new EventSubscriber(end => live.Follow(session.Id, 0, end));
        await Eventually.TrueAsync(() => live.State == LiveState.Reconnecting, "a first try");
        await api.System.Apis[1].RestartAsync();
        await alice.Api.PostMessageAsync(session.Id, "Hello");
        await follower.ReachesAsync(1);
    }

    public sealed class Fixture() : SystemFixture(apis: 2, workers: 0);
}
