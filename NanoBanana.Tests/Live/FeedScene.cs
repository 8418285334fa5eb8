using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Live;
using NanoBanana.Core.Events;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Live;

/// <summary>Feeds of one log, alone with a Redis that misbehaves.</summary>
internal sealed partial class FeedScene : IAsyncDisposable
{
    /// <summary>Nobody polls: a reader that is not woken waits.</summary>
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);
    private readonly List<ChannelListener> _channels = [];
    private long _clock = 1000;

    private FeedScene(RedisServer server, ConnectionMultiplexer redis) => (Server, Redis) = (server, redis);

    public RedisServer Server { get; }

    public ConnectionMultiplexer Redis { get; }

    public static async Task<FeedScene> SetAsync()
    {
        var server = await RedisServer.StartAsync();
        return new(server, await ConnectAsync(server));
    }

    public static LogName Log(string name = "log") => new(name, $"{name}:owner", new("session"));

    /// <summary>The feeds of one replica.</summary>
    public LogFeeds Feeds(TimeSpan? idleCheck = null)
    {
        var channels = new ChannelListener(Redis);
        _channels.Add(channels);
        return new(new EventLog(Redis.GetDatabase(), TimeProvider.System), channels, NoMeters.Live,
            Options.Create(new EventOptions { IdleCheck = idleCheck ?? Never }), NullLogger<LogFeed>.Instance);
    }

    public Task AppendAsync(params long[] seqs) => AppendAsync("log", isTold: true, seqs);

    public Task AppendAsync(string log, bool isTold, params long[] seqs) => Redis.GetDatabase().ScriptEvaluateAsync("""
        for i = 3, #ARGV do
          redis.call('HSET', KEYS[2], 'seq', ARGV[i])
          redis.call('XADD', KEYS[1], ARGV[i] .. '-0', 'type', 'any', 'at', ARGV[1] + i, 'actor', '', 'data', '{}')
        end
        if ARGV[2] == '1' then redis.call('PUBLISH', KEYS[1], 'look') end
        """, [log, $"{log}:owner"], [Interlocked.Add(ref _clock, 10_000), isTold, .. seqs.Select(seq => (RedisValue)seq)]);

    /// <summary>Takes away the end of the log, as if it had never been written.</summary>
    public Task RewindAsync(long from) => Redis.GetDatabase().ScriptEvaluateAsync("""
        local entries = redis.call('XRANGE', KEYS[1], '-', '(' .. ARGV[1] .. '-0')
        redis.call('DEL', KEYS[1])
        for _, entry in ipairs(entries) do redis.call('XADD', KEYS[1], entry[1], unpack(entry[2])) end
        redis.call('HSET', KEYS[2], 'seq', #entries)
        """, ["log", "log:owner"], [from]);

    public async Task<long> ListenersAsync(string channel = "log")
    {
        try
        {
            return (long)((RedisResult[])(await Redis.GetDatabase().ExecuteAsync("PUBSUB", "NUMSUB", channel))!)[1];
        }
        catch (RedisException)
        {
            return 0;
        }
    }

    /// <summary>How often a log was read.</summary>
    public async Task<int> ReadsAsync()
    {
        var stats = (string)(await Redis.GetDatabase().ExecuteAsync("INFO", "commandstats"))!;
        return ReadCount().Match(stats) is { Success: true } found ? int.Parse(found.Groups[1].Value) : 0;
    }

    public static async Task<ConnectionMultiplexer> ConnectAsync(RedisServer server)
    {
        var options = ConfigurationOptions.Parse($"{server.ConnectionString},abortConnect=false");
        options.ReconnectRetryPolicy = new LinearRetry(200);
        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        _channels.ForEach(channels => channels.Dispose());
        await Redis.DisposeAsync();
        await Server.DisposeAsync();
    }

    [GeneratedRegex("cmdstat_xrange:calls=([0-9]+)")]
    private static partial Regex ReadCount();
}

/// <summary>Reads a feed entry by entry, each within its time.</summary>
internal sealed class FeedProbe : IAsyncDisposable
{
    private readonly CancellationTokenSource _left;
    private readonly FeedReader _reader;
    private Task _reading = Task.CompletedTask;

    private FeedProbe(FeedReader reader, CancellationTokenSource left) => (_reader, _left) = (reader, left);

    public static async Task<FeedProbe> JoinAsync(LogFeeds feeds, long after, string log = "log")
    {
        var left = new CancellationTokenSource();
        return new(await feeds.JoinAsync(FeedScene.Log(log), after, left.Token), left);
    }

    public async Task<LogEntry> NextAsync()
    {
        var reading = ReadAsync();
        _reading = reading;
        return await reading.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public async Task<(long Seq, string Type)> TellAsync() => await NextAsync() is var next ? (next.Seq, next.Type) : default;

    /// <summary>Fails unless what comes is <c>first</c>, <c>first + 1</c> … <c>last</c>.</summary>
    public async Task ShouldReadAsync(long first, long last)
    {
        for (var seq = first; seq <= last; seq++)
        {
            Assert.Equal((seq, "any"), await TellAsync());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        await _reading.ContinueWith(_ => { }, TaskScheduler.Default);
        await _reader.DisposeAsync();
        _left.Dispose();
    }

    private async Task<LogEntry> ReadAsync()
    {
        while (true)
        {
            _left.Token.ThrowIfCancellationRequested();
            if (_reader.Take() is { } next)
            {
                return next.Entry;
            }

            await _reader.MoreAsync(_left.Token);
        }
    }
}
