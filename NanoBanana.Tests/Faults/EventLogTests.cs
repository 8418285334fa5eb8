using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Events;
using NanoBanana.Core.Events;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Faults;

/// <summary>One who follows a log, alone with a Redis that misbehaves. Nobody looks by himself here: who is not woken waits.</summary>
public sealed class EventLogTests : IAsyncLifetime
{
    private static readonly EventOptions NeverByItself = new() { IdleCheck = TimeSpan.FromSeconds(30) };
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;
    private long _clock = 1000;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        var options = ConfigurationOptions.Parse($"{_server.ConnectionString},abortConnect=false");
        options.ReconnectRetryPolicy = new LinearRetry(200);
        _redis = await ConnectionMultiplexer.ConnectAsync(options);
    }

    public async Task DisposeAsync()
    {
        _redis.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_is_written_while_one_begins_to_follow_arrives()
    {
        for (var i = 0; i < 300; i++)
        {
            var log = $"log:{i}";
            await using var reader = Follow(log, after: 0);
            var next = reader.MoveNextAsync().AsTask();
            await Task.Delay(TimeSpan.FromMicroseconds(Random.Shared.Next(3000)));
            await AppendAsync(log, 1);
            Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(15)));
            Assert.Equal(1, reader.Current.Seq);
        }
    }

    [Fact]
    public async Task A_log_that_lost_its_end_and_grew_again_is_noticed()
    {
        await AppendAsync("log", 1, 2, 3);
        await using var reader = Follow("log", after: 2);
        await ShouldBeAsync(reader, 3, "any");
        var next = reader.MoveNextAsync().AsTask();

        await RewindAsync("log", 3);
        await AppendAsync("log", 3, 4);
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(15)));
        Assert.Equal((4, EventTypes.Reset), (reader.Current.Seq, reader.Current.Type));
    }

    [Fact]
    public async Task It_is_noticed_also_by_one_who_had_nothing_to_read_yet()
    {
        await AppendAsync("log", 1, 2, 3);
        await using var reader = Follow("log", after: 3);
        var next = reader.MoveNextAsync().AsTask();
        await Eventually.TrueAsync(async () => await ListenersAsync("log") == 1, "the follower to listen");

        // It has looked once when it is asked for the second time whether it may follow.
        await Eventually.TrueAsync(() => _checks >= 1, "the follower to begin");
        await _redis.GetSubscriber().PublishAsync(new RedisChannel("log", RedisChannel.PatternMode.Literal), "look");
        await Eventually.TrueAsync(() => _checks >= 2, "the follower to have looked");
        await RewindAsync("log", 3);
        await AppendAsync("log", 3, 4);
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(15)));
        Assert.Equal((4, EventTypes.Reset), (reader.Current.Seq, reader.Current.Type));
    }

    [Fact]
    public async Task A_follower_outlasts_a_restart_of_redis()
    {
        await AppendAsync("log", 1);
        await using var reader = Follow("log", after: 0);
        await ShouldBeAsync(reader, 1, "any");
        var next = reader.MoveNextAsync().AsTask();
        await _server.StopAsync();
        await Eventually.TrueAsync(() => !_redis.IsConnected, "the loss to be noticed");
        await _server.RestartAsync();
        await Eventually.TrueAsync(async () => await ListenersAsync("log") == 1, "the follower to listen again");
        await AppendAsync("log", 2);
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(15)));
        Assert.Equal((2, "any"), (reader.Current.Seq, reader.Current.Type));
    }

    private int _checks;

    private IAsyncEnumerator<LogEntry> Follow(string log, long after) =>
        new EventLog(_redis.GetDatabase(), new Wakeups(_redis), Options.Create(NeverByItself), TimeProvider.System)
            .FollowAsync(log, "session", after, async () => (long)await _redis.GetDatabase().StringGetAsync($"{log}:seq"), () =>
            {
                Interlocked.Increment(ref _checks);
                return Task.CompletedTask;
            }, CancellationToken.None).GetAsyncEnumerator();

    private static async Task ShouldBeAsync(IAsyncEnumerator<LogEntry> reader, long seq, string type)
    {
        Assert.True(await reader.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15)));
        Assert.Equal((seq, type), (reader.Current.Seq, reader.Current.Type));
    }

    private async Task AppendAsync(string log, params long[] seqs)
    {
        const string append = """
            for i = 2, #ARGV do
              redis.call('SET', KEYS[2], ARGV[i])
              redis.call('XADD', KEYS[1], ARGV[i] .. '-0', 'type', 'any', 'at', ARGV[1] + i, 'actor', '', 'data', '{}')
            end
            redis.call('PUBLISH', KEYS[1], 'look')
            """;
        await _redis.GetDatabase().ScriptEvaluateAsync(
            append, [log, $"{log}:seq"], [Interlocked.Add(ref _clock, 100), .. seqs.Select(seq => (RedisValue)seq)]);
    }

    /// <summary>Takes away the end of a log, as if it had never been written.</summary>
    private Task<RedisResult> RewindAsync(string log, long from) => _redis.GetDatabase().ScriptEvaluateAsync("""
        local entries = redis.call('XRANGE', KEYS[1], '-', '(' .. ARGV[1] .. '-0')
        redis.call('DEL', KEYS[1])
        for _, entry in ipairs(entries) do redis.call('XADD', KEYS[1], entry[1], unpack(entry[2])) end
        redis.call('SET', KEYS[2], #entries)
        """, [log, $"{log}:seq"], [from]);

    private async Task<long> ListenersAsync(string channel)
    {
        try
        {
            return (long)((RedisResult[])(await _redis.GetDatabase().ExecuteAsync("PUBSUB", "NUMSUB", channel))!)[1];
        }
        catch (RedisException)
        {
            return 0;
        }
    }
}
