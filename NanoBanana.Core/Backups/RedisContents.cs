using System.Diagnostics;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Backups;

/// <summary>
/// All that one database of Redis holds, at one moment: writes wait while it is read (<c>CLIENT PAUSE … WRITE</c>), and reads do not. The
/// server ends the pause by itself should the reader be killed.
/// </summary>
internal sealed class RedisContents(IConnectionMultiplexer redis, IDatabase database, TimeProvider time)
{
    private const int Page = 250;

    private IServer Server => redis.GetServers() switch
    {
        [var only] => only,
        _ => throw new BackupException("This Redis is a cluster. Back it up with the tools of its provider."),
    };

    public string Version => Server.Version.ToString();

    /// <summary>Copies everything.</summary>
    /// <param name="longest">How long writes may wait. Longer, and what was read is not of one moment.</param>
    /// <param name="add">Gets each record.</param>
    /// <returns>How many there are.</returns>
    public async Task<long> ReadAsync(TimeSpan longest, Action<RedisRecord> add, CancellationToken cancellationToken)
    {
        var began = Stopwatch.StartNew();
        await Server.ExecuteAsync("CLIENT", "PAUSE", (long)longest.TotalMilliseconds, "WRITE");
        try
        {
            var seen = new HashSet<string>();
            await foreach (
                var page in KeysAsync().Where(key => seen.Add(Convert.ToHexString(key!))).Chunk(Page).WithCancellation(cancellationToken))
            {
                foreach (var record in await Task.WhenAll(page.Select(ReadAsync)))
                {
                    if (record is not null)
                    {
                        add(record);
                    }
                }
            }

            return began.Elapsed < longest
                ? seen.Count
                : throw new BackupException(
                    $"Redis holds more than can be read in {longest.TotalSeconds:N0} s. "
                    + "Allow more with --longest-pause; writes wait so long.");
        }
        finally
        {
            await Server.ExecuteAsync("CLIENT", "UNPAUSE");
        }
    }

    /// <summary>Whether an account, a session or a picture is in it; what services note about themselves does not count.</summary>
    public async Task<bool> HasDataAsync() => await KeysAsync().AnyAsync(key => IsData(((RedisValue)(byte[])key!).Text()));

    /// <summary>Whether a service of the system is connected: each listens to a channel as long as it runs.</summary>
    public async Task<bool> IsInUseAsync() =>
        (await Server.SubscriptionChannelsAsync()).Any(channel => !((string)channel!).StartsWith("__", StringComparison.Ordinal));

    /// <summary>Replaces everything.</summary>
    /// <returns>How many keys there are now; those that expired since they were read are left out.</returns>
    public async Task<long> WriteAsync(IEnumerable<RedisRecord> records, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync("FLUSHDB");
        var written = 0L;
        foreach (var page in records.Chunk(Page))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var now = time.GetUtcNow();
            var living = page.Where(record => record.ExpiresAt is null || record.ExpiresAt > now).ToList();
            await Task.WhenAll(living.Select(record => database.KeyRestoreAsync(record.Key, record.Value, record.ExpiresAt - now)));
            written += living.Count;
        }

        return written;
    }

    /// <summary>How many of the keys are there that have not expired.</summary>
    public async Task<KeyCount> CountAsync(IEnumerable<RedisRecord> records)
    {
        var (found, expected) = (0L, 0L);
        foreach (var page in records.Chunk(Page))
        {
            var keys = page.Where(record => record.ExpiresAt is null).Select(record => (RedisKey)record.Key).ToArray();
            expected += keys.Length;
            found += keys.Length == 0 ? 0 : await database.KeyExistsAsync(keys);
        }

        return new(found, expected);
    }

    public IAsyncEnumerable<RedisKey> KeysAsync() => Server.KeysAsync(database.Database, pageSize: Page);

    private async Task<RedisRecord?> ReadAsync(RedisKey key)
    {
        // The time before Redis is asked: a key that is restored lives no longer than it would have.
        var now = time.GetUtcNow();
        var (reading, left) = (database.KeyDumpAsync(key), database.KeyTimeToLiveAsync(key));
        return await reading is { } value ? new(key!, now + await left, value) : null;
    }

    private static bool IsData(string key) =>
        key.StartsWith("{u:", StringComparison.Ordinal) || key.StartsWith("{s:", StringComparison.Ordinal)
            || key.StartsWith("{o:", StringComparison.Ordinal);
}

/// <summary>How many keys are there, of those that should be.</summary>
internal readonly record struct KeyCount(long Found, long Expected);
