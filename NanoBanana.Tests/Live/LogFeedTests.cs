using NanoBanana.Api.Live;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Live;

/// <summary>One feed for all who follow a log on a replica.</summary>
public sealed class LogFeedTests : IAsyncLifetime
{
    private FeedScene _scene = null!;

    public async Task InitializeAsync() => _scene = await FeedScene.SetAsync();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task One_read_serves_all_readers()
    {
        var feeds = _scene.Feeds();
        await _scene.AppendAsync(1);
        var probes = await JoinAsync(feeds, count: 20, after: 1);
        var reading = probes.Select(probe => probe.TellAsync()).ToList();
        await Eventually.TrueAsync(async () => await _scene.ReadsAsync() >= 1, "the feed to begin");
        var before = await _scene.ReadsAsync();

        await _scene.AppendAsync(2);

        Assert.All(await Task.WhenAll(reading), told => Assert.Equal((2, "any"), told));
        Assert.Equal(before + 1, await _scene.ReadsAsync());
        await LeaveAsync(probes);
    }

    [Fact]
    public async Task What_is_written_while_one_begins_to_follow_arrives()
    {
        var feeds = _scene.Feeds();
        for (var i = 0; i < 300; i++)
        {
            var log = $"log:{i}";
            var joining = FeedProbe.JoinAsync(feeds, after: 0, log);
            await Task.Delay(TimeSpan.FromMicroseconds(Random.Shared.Next(3000)));
            await _scene.AppendAsync(log, isTold: true, 1);
            await using var probe = await joining;
            Assert.Equal((1, "any"), await probe.TellAsync());
        }
    }

    [Fact]
    public async Task Who_joins_while_events_arrive_gets_each_once_and_in_order()
    {
        const int last = 3000;
        LogFeeds[] replicas = [_scene.Feeds(), _scene.Feeds()];
        var writing = Task.Run(async () =>
        {
            for (var seq = 1L; seq <= last; seq += 3)
            {
                await _scene.AppendAsync(seq, seq + 1, seq + 2);
            }
        });

        await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            await Task.Delay(i * 10);
            var after = i * 7;
            await Eventually.TrueAsync(
                async () => (long)await _scene.Redis.GetDatabase().HashGetAsync("log:owner", "seq") >= after, "the event before the first");
            await using var probe = await FeedProbe.JoinAsync(replicas[i % 2], after);
            await probe.ShouldReadAsync(after + 1, last);
        }).Append(writing));
    }

    [Fact]
    public async Task Who_falls_behind_the_window_reads_the_log()
    {
        const int last = 3 * LogFeed.Window;
        var feeds = _scene.Feeds();
        await using var slow = await FeedProbe.JoinAsync(feeds, after: 0);
        await using var quick = await FeedProbe.JoinAsync(feeds, after: 0);
        for (var seq = 1L; seq <= last; seq++)
        {
            await _scene.AppendAsync(seq);
        }

        await quick.ShouldReadAsync(1, last);
        await slow.ShouldReadAsync(1, last);
        var both = Task.WhenAll(slow.TellAsync(), quick.TellAsync());
        await _scene.AppendAsync(last + 1);
        Assert.All(await both, told => Assert.Equal((last + 1, "any"), told));
    }

    [Fact]
    public async Task Minus_one_starts_at_now()
    {
        await _scene.AppendAsync(1, 2, 3);
        await using var probe = await FeedProbe.JoinAsync(_scene.Feeds(), after: -1);
        await _scene.AppendAsync(4);
        Assert.Equal((4, "any"), await probe.TellAsync());
    }

    [Fact]
    public async Task A_reader_ahead_of_the_feed_waits_for_what_it_does_not_know()
    {
        var feeds = _scene.Feeds();
        await _scene.AppendAsync(1);
        await using var first = await FeedProbe.JoinAsync(feeds, after: 1);
        var next = first.TellAsync();
        await Eventually.TrueAsync(async () => await _scene.ReadsAsync() >= 1, "the feed to begin");
        await _scene.AppendAsync("log", isTold: false, 2);
        await using var second = await FeedProbe.JoinAsync(feeds, after: -1);
        var ahead = second.TellAsync();
        await _scene.AppendAsync(3);
        Assert.Equal(((2, "any"), (3, "any")), (await next, await ahead));
        Assert.Equal((3, "any"), await first.TellAsync());
    }

    [Fact]
    public async Task What_no_message_told_of_is_found_by_the_idle_check()
    {
        await using var probe = await FeedProbe.JoinAsync(_scene.Feeds(TimeSpan.FromMilliseconds(200)), after: 0);
        await _scene.AppendAsync("log", isTold: false, 1);
        Assert.Equal((1, "any"), await probe.TellAsync());
        var before = await _scene.ReadsAsync();
        await Eventually.TrueAsync(async () => await _scene.ReadsAsync() >= before + 3, "the feed to rest");
        await _scene.AppendAsync(2);
        Assert.Equal((2, "any"), await probe.TellAsync());
    }

    [Fact]
    public async Task The_feed_ends_with_its_last_reader_and_starts_anew()
    {
        var feeds = _scene.Feeds();
        var probes = await JoinAsync(feeds, count: 2, after: 0);
        await probes[0].DisposeAsync();
        Assert.Equal(1, await _scene.ListenersAsync());
        await probes[1].DisposeAsync();
        Assert.Equal(0, await _scene.ListenersAsync());

        await _scene.AppendAsync(1);
        await using var again = await FeedProbe.JoinAsync(feeds, after: 0);
        Assert.Equal((1, "any"), await again.TellAsync());
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_ends_its_readers()
    {
        await using var probe = await FeedProbe.JoinAsync(_scene.Feeds(), after: 0);
        var next = probe.NextAsync();
        await _scene.Redis.GetDatabase().StreamAddAsync("log", [new("type", "any"), new("at", "never")], "1-0");
        await _scene.Redis.GetSubscriber().PublishAsync(RedisChannel.Literal("log"), "look");
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => next);
    }

    private static async Task<List<FeedProbe>> JoinAsync(LogFeeds feeds, int count, long after)
    {
        List<FeedProbe> probes = [];
        for (var i = 0; i < count; i++)
        {
            probes.Add(await FeedProbe.JoinAsync(feeds, after));
        }

        return probes;
    }

    private static async Task LeaveAsync(List<FeedProbe> probes)
    {
        foreach (var probe in probes)
        {
            await probe.DisposeAsync();
        }
    }
}
