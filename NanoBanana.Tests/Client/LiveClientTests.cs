using Microsoft.AspNetCore.SignalR;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Events;
using static NanoBanana.Tests.Client.ScriptedServer;

namespace NanoBanana.Tests.Client;

/// <summary>What the live client makes of a server that is not as good as it should be.</summary>
public sealed class LiveClientTests
{
    [Fact]
    public async Task What_comes_twice_is_seen_once()
    {
        await using var server = await StartAsync((_, _) => Events(1, 2, 2, 1, 3));
        Assert.Equal([1, 2, 3], await FollowAsync(server, after: 0, count: 3));
    }

    [Fact]
    public async Task What_was_known_is_not_seen_again()
    {
        await using var server = await StartAsync((_, _) => Events(1, 2, 3));
        Assert.Equal([3], await FollowAsync(server, after: 2, count: 1));
    }

    [Fact]
    public async Task A_gap_is_asked_for_again()
    {
        var positions = new List<long>();
        await using var server = await StartAsync((subscription, after) =>
        {
            positions.Add(after);
            return subscription == 0 ? Events(1, 2, 5) : Events(3, 4, 5);
        });
        Assert.Equal([1, 2, 3, 4, 5], await FollowAsync(server, after: 0, count: 5));
        Assert.Equal([0, 2], positions);
    }

    [Fact]
    public async Task A_failure_in_the_server_is_tried_again()
    {
        await using var server = await StartAsync((subscription, after) =>
            subscription == 0 ? Failing(new TimeoutException("Redis")) : Events(after + 1));
        Assert.Equal([1, 2], await FollowAsync(server, after: 0, count: 2));
    }

    [Fact]
    public async Task A_stream_that_is_closed_is_not_asked_for_again()
    {
        var subscriptions = 0;
        await using var server = await StartAsync((subscription, _) =>
        {
            subscriptions = subscription + 1;
            return new[] { Event(1), Event(1, EventTypes.Closed) }.ToAsyncEnumerable();
        });
        Assert.Equal([1, 1], await FollowAsync(server, after: 0, count: 10));
        Assert.Equal(1, subscriptions);
    }

    [Theory]
    [InlineData("HubException: You may not.")]
    [InlineData("Busy")]
    public async Task The_words_of_a_failure_mean_nothing(string words)
    {
        await using var server = await StartAsync((subscription, after) =>
            subscription == 0 ? Failing(new HubException(words)) : Events(after + 1));
        Assert.Equal([1, 2], await FollowAsync(server, after: 0, count: 2));
    }

    [Fact]
    public async Task A_reset_moves_the_position_and_is_passed_on()
    {
        await using var server = await StartAsync((_, after) => new[] { Event(40, EventTypes.Reset), Event(41) }.ToAsyncEnumerable());
        Assert.Equal([40, 41], await FollowAsync(server, after: 90, count: 2));
    }

    [Fact]
    public async Task After_the_sessions_end_nothing_is_asked_for()
    {
        var subscriptions = 0;
        await using var server = await StartAsync((_, _) =>
        {
            subscriptions++;
            return new[] { Event(1), Event(2, EventTypes.SessionDeleted) }.ToAsyncEnumerable();
        });
        Assert.Equal([1, 2], await FollowAsync(server, after: 0, count: 10));
        Assert.Equal(1, subscriptions);
    }

    [Fact]
    public async Task A_restored_session_is_followed_on()
    {
        await using var server = await StartAsync(
            (_, _) => new[] { Event(1, EventTypes.SessionDeleted), Event(2), Event(3) }.ToAsyncEnumerable());
        Assert.Equal([1, 2, 3], await FollowAsync(server, after: 0, count: 3));
    }

    [Fact]
    public async Task A_stream_that_the_server_ends_twice_is_over()
    {
        await using var server = await StartAsync((subscription, _) => subscription == 0 ? Events(1) : Events());
        Assert.Equal([1], await FollowAsync(server, after: 0, count: 10));
    }

    private static IAsyncEnumerable<SessionEvent> Events(params long[] seqs) => seqs.Select(seq => Event(seq)).ToAsyncEnumerable();

    private static async IAsyncEnumerable<SessionEvent> Failing(Exception exception)
    {
        yield return Event(1);
        await Task.Yield();
        throw exception;
    }

    private static async Task<List<long>> FollowAsync(ScriptedServer server, long after, int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var live = new NanoBananaLive(server.HubAddress, _ => ValueTask.FromResult<string?>(null));
        var seqs = new List<long>();
        await foreach (var next in live.Follow(new("session"), after, deadline.Token))
        {
            seqs.Add(next.Seq);
            if (seqs.Count == count)
            {
                break;
            }
        }
        return seqs;
    }
}
