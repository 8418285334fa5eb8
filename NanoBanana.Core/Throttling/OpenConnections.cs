using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Throttling;

/// <summary>
/// Counts the live connections of each user. Every replica renews its own, and what a killed one leaves expires.
/// </summary>
internal sealed class OpenConnections(IDatabase database, IOptions<LimitOptions> options, TimeProvider time)
{
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lifetime = Renewal * 3;

    private static readonly RedisScript EnterScript = RedisScript.Load("connections/enter");

    private readonly ConcurrentDictionary<string, UserId> _open = new();

    /// <returns>The connection, open until it is disposed of; null when the user has as many as allowed.</returns>
    public async Task<IAsyncDisposable?> EnterAsync(UserId userId)
    {
        var id = Guid.NewGuid().ToString("N");
        var entered = await EnterScript.EvaluateAsync(
            database, [Keys.Connections(userId)], id, Now, Now + (long)Lifetime.TotalMilliseconds, options.Value.ConnectionsPerUser);
        if ((long)entered == 0)
        {
            return null;
        }

        _open[id] = userId;
        return new Leaving(this, id);
    }

    /// <summary>Keeps this replica's connections counted.</summary>
    public Task RenewAsync() => Task.WhenAll(_open.GroupBy(item => item.Value).Select(async own =>
    {
        var key = Keys.Connections(own.Key);
        await database.SortedSetAddAsync(
            key, [.. own.Select(item => new SortedSetEntry(item.Key, Now + (long)Lifetime.TotalMilliseconds))]);
        await database.KeyExpireAsync(key, Lifetime);
    }));

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async ValueTask LeaveAsync(string id)
    {
        if (!_open.TryRemove(id, out var userId))
        {
            return;
        }

        try
        {
            await database.SortedSetRemoveAsync(Keys.Connections(userId), id);
        }
        catch (Exception exception) when (RedisFailures.MeansUnavailable(exception))
        {
            // The entry expires by itself.
        }
    }

    private sealed class Leaving(OpenConnections connections, string id) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => connections.LeaveAsync(id);
    }
}
