using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Events;
using NanoBanana.Core.Events;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Faults;

/// <summary>One who follows a log, alone with a Redis that misbehaves.</summary>
public sealed class EventLogTests : IAsyncLifetime
{
    /// <summary>Nobody looks by himself: who is not woken waits.</summary>
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(30);
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;
    private long _clock = 1000;
    private int _checks;
    private long _checkedAt;

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
            var next = reader.NextAsync();
            await Task.Delay(TimeSpan.FromMicroseconds(Random.Shared.Next(3000)));
            await AppendAsync(log, 1);
            Assert.Equal(1, (await next).Seq);
        }
    }

    [Fact]
    public async Task A_log_that_lost_its_end_and_grew_again_is_noticed()
    {
        await AppendAsync("log", 1, 2, 3);
        await using var reader = Follow("log", after: 2);
        Assert.Equal((3, "any"), Told(await reader.NextAsync()));
        var next = reader.NextAsync();

        await RewindAsync("log", 3);
        await AppendAsync("log", 3, 4);
        Assert.Equal((4, EventTypes.Reset), Told(await next));
    }

    [Fact]
    public async Task It_is_noticed_also_by_one_who_had_nothing_to_read_yet()
    {
        await AppendAsync("log", 1, 2, 3);
        await using var reader = Follow("log", after: 3);
        var next = reader.NextAsync();
        await Eventually.TrueAsync(async () => await ListenersAsync("log") == 1, "the follower to listen");

        // It has looked once when it is asked for the second time whether it may follow.
        await Eventually.TrueAsync(() => _checks >= 1, "the follower to begin");
        await _redis.GetSubscriber().PublishAsync(new RedisChannel("log", RedisChannel.PatternMode.Literal), "look");
        await Eventually.TrueAsync(() => _checks >= 2, "the follower to have looked");
        await RewindAsync("log", 3);
        await AppendAsync("log", 3, 4);
        Assert.Equal((4, EventTypes.Reset), Told(await next));
    }

    [Fact]
    public async Task A_follower_outlasts_a_restart_of_redis()
    {
        await AppendAsync("log", 1);
        await using var reader = Follow("log", after: 0, look: TimeSpan.FromMilliseconds(100));
        Assert.Equal((1, "any"), Told(await reader.NextAsync()));
        var next = reader.NextAsync();
        await _server.StopAsync();
        await Eventually.TrueAsync(() => !_redis.IsConnected, "the loss to be noticed");
        await Eventually.TrueAsync(() => Environment.TickCount64 - Interlocked.Read(ref _checkedAt) > 500 || next.IsCompleted, "the follower to look in vain");
        await _server.RestartAsync();
        await Eventually.TrueAsync(async () => await ListenersAsync("log") == 1, "the follower to listen again");
        await AppendAsync("log", 2);
        Assert.Equal((2, "any"), Told(await next));
    }

    private Reader Follow(string log, long after, TimeSpan? look = null) => new(
        new EventLog(_redis.GetDatabase(), new Wakeups(_redis), Options.Create(new EventOptions { IdleCheck = look ?? Never }), TimeProvider.System)
            .FollowAsync(log, "session", after, async () => (long)await _redis.GetDatabase().StringGetAsync($"{log}:seq"), () =>
            {
                Interlocked.Increment(ref _checks);
                Interlocked.Exchange(ref _checkedAt, Environment.TickCount64);
                return Task.CompletedTask;
            }, CancellationToken.None));

    private static (long Seq, string Type) Told(LogEntry entry) => (entry.Seq, entry.Type);

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

    /// <summary>One entry after the other, each within its time.</summary>
    private sealed class Reader(IAsyncEnumerable<LogEntry> entries) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _left = new();
        private IAsyncEnumerator<LogEntry>? _entries;
        private Task<bool> _moving = Task.FromResult(true);

        public async Task<LogEntry> NextAsync()
        {
            _entries ??= entries.GetAsyncEnumerator(_left.Token);
            _moving = _entries.MoveNextAsync().AsTask();
            Assert.True(await _moving.WaitAsync(TimeSpan.FromSeconds(20)));
            return _entries.Current;
        }

        public async ValueTask DisposeAsync()
        {
            await _left.CancelAsync();
            await _moving.ContinueWith(_ => { }, TaskScheduler.Default);
            await (_entries?.DisposeAsync() ?? default);
            _left.Dispose();
        }
    }
}
