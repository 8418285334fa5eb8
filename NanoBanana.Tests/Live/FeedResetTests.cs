using NanoBanana.Api.Live;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Live;

/// <summary>Logs that lose something, and a Redis that goes away, while they are followed.</summary>
public sealed class FeedResetTests : IAsyncLifetime
{
    private FeedScene _scene = null!;

    public async Task InitializeAsync() => _scene = await FeedScene.SetAsync();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task A_position_beyond_the_last_event_is_reset()
    {
        await _scene.AppendAsync(1, 2);
        await using var probe = await FeedProbe.JoinAsync(_scene.Feeds(), after: 100);
        Assert.Equal((2, EventTypes.Reset), await probe.TellAsync());
        await _scene.AppendAsync(3);
        Assert.Equal((3, "any"), await probe.TellAsync());
    }

    [Fact]
    public async Task A_log_that_lost_its_end_and_grew_again_is_noticed()
    {
        await _scene.AppendAsync(1, 2, 3);
        await using var probe = await FeedProbe.JoinAsync(_scene.Feeds(), after: 2);
        Assert.Equal((3, "any"), await probe.TellAsync());
        var next = probe.TellAsync();

        await _scene.RewindAsync(3);
        await _scene.AppendAsync(3, 4);
        Assert.Equal((4, EventTypes.Reset), await next);
        await _scene.AppendAsync(5);
        Assert.Equal((5, "any"), await probe.TellAsync());
    }

    [Fact]
    public async Task It_is_noticed_also_by_one_who_had_nothing_to_read_yet()
    {
        await _scene.AppendAsync(1, 2, 3);
        await using var probe = await FeedProbe.JoinAsync(_scene.Feeds(), after: 3);
        var next = probe.TellAsync();
        await Eventually.TrueAsync(async () => await _scene.ReadsAsync() >= 1, "the feed to have looked");

        await _scene.RewindAsync(3);
        await _scene.AppendAsync(3, 4);
        Assert.Equal((4, EventTypes.Reset), await next);
    }

    [Fact]
    public async Task It_is_noticed_wherever_a_reader_is()
    {
        const int last = 2 * LogFeed.Window;
        var feeds = _scene.Feeds();
        await _scene.AppendAsync([.. Enumerable.Range(1, last).Select(seq => (long)seq)]);
        await using var atHead = await FeedProbe.JoinAsync(feeds, after: last);
        await using var inWindow = await FeedProbe.JoinAsync(feeds, after: last);
        await using var behind = await FeedProbe.JoinAsync(feeds, after: 0);
        var next = atHead.TellAsync();
        await _scene.AppendAsync(last + 1, last + 2);
        Assert.Equal((last + 1, "any"), await next);
        Assert.Equal((last + 2, "any"), await atHead.TellAsync());
        Assert.Equal((last + 1, "any"), await inWindow.TellAsync());
        await behind.ShouldReadAsync(1, 10);

        await _scene.RewindAsync(last + 1);
        var reset = atHead.TellAsync();
        await _scene.AppendAsync(last + 1, last + 2, last + 3);
        Assert.Equal((last + 3, EventTypes.Reset), await reset);
        Assert.Equal((last + 3, EventTypes.Reset), await inWindow.TellAsync());

        // What was lost lay ahead of this one, who never saw it: the log goes on without a gap.
        await behind.ShouldReadAsync(11, last + 3);
        await _scene.AppendAsync(last + 4);
        Assert.Equal((last + 4, "any"), await atHead.TellAsync());
        Assert.Equal((last + 4, "any"), await inWindow.TellAsync());
        Assert.Equal((last + 4, "any"), await behind.TellAsync());
    }

    [Fact]
    public async Task A_reader_of_lost_events_is_reset_though_the_feed_has_others_of_the_same_numbers()
    {
        var feeds = _scene.Feeds();
        await _scene.AppendAsync(1, 2, 3);
        await using var slow = await FeedProbe.JoinAsync(feeds, after: 1);
        await using var quick = await FeedProbe.JoinAsync(feeds, after: 3);
        await slow.ShouldReadAsync(2, 3);
        var reset = quick.TellAsync();
        await Eventually.TrueAsync(async () => await _scene.ReadsAsync() >= 1, "the feed to have looked");

        await _scene.RewindAsync(2);
        await _scene.Redis.GetSubscriber().PublishAsync(RedisChannel.Literal("log"), "look");
        Assert.Equal((1, EventTypes.Reset), await reset);
        await _scene.AppendAsync(2, 3, 4);
        await quick.ShouldReadAsync(2, 4);
        Assert.Equal((4, EventTypes.Reset), await slow.TellAsync());
    }

    [Fact]
    public async Task A_reader_whom_a_trimmed_log_left_behind_is_reset()
    {
        const int last = 3 * LogFeed.Window;
        await using var probe = await FeedProbe.JoinAsync(_scene.Feeds(), after: 0);
        for (var seq = 1L; seq <= last; seq++)
        {
            await _scene.AppendAsync(seq);
        }

        await _scene.Redis.GetDatabase().StreamTrimAsync("log", 10);
        Assert.Equal((last, EventTypes.Reset), await probe.TellAsync());
        await _scene.AppendAsync(last + 1);
        Assert.Equal((last + 1, "any"), await probe.TellAsync());
    }

    [Fact]
    public async Task A_feed_outlasts_a_restart_of_Redis()
    {
        await _scene.AppendAsync(1);
        await using var probe = await FeedProbe.JoinAsync(_scene.Feeds(), after: 0);
        Assert.Equal((1, "any"), await probe.TellAsync());
        var next = probe.TellAsync();
        await _scene.Server.StopAsync();
        await Eventually.TrueAsync(() => !_scene.Redis.IsConnected, "the loss to be noticed");
        await _scene.Server.RestartAsync();

        // Written by another before the feed listens again: nobody polls, and nobody is told.
        await using var other = await FeedScene.ConnectAsync(_scene.Server);
        await other.GetDatabase().ScriptEvaluateAsync("""
            redis.call('HSET', KEYS[2], 'seq', 2)
            redis.call('XADD', KEYS[1], '2-0', 'type', 'any', 'at', 5000, 'actor', '', 'data', '{}')
            """, ["log", "log:owner"]);
        Assert.Equal((2, "any"), await next);
    }

    [Fact]
    public async Task A_log_that_Redis_lost_with_its_restart_is_reset()
    {
        await _scene.AppendAsync(1, 2, 3);
        await using var probe = await FeedProbe.JoinAsync(_scene.Feeds(), after: 2);
        Assert.Equal((3, "any"), await probe.TellAsync());
        var next = probe.TellAsync();
        await _scene.RewindAsync(3);
        await _scene.Server.StopAsync();
        await _scene.Server.RestartAsync();
        Assert.Equal((2, EventTypes.Reset), await next);
    }
}
