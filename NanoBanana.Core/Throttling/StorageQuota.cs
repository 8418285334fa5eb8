using Microsoft.Extensions.Options;
using NanoBanana.Core.Images;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Throttling;

/// <summary>
/// Keeps what a user stores in the sessions he owns below his limit. The sessions know the truth; a number that lives for a while
/// stands for their sum, so that an upload need not open them all, and before anybody is refused the truth is asked again.
/// </summary>
internal sealed class StorageQuota(IDatabase database, UsageMeter usage, IOptions<ImageOptions> options)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private static readonly RedisScript TakeScript = new("""
        local stored = redis.call('GET', KEYS[1])
        if not stored then return -1 end
        if stored + ARGV[1] > tonumber(ARGV[2]) then return 0 end
        redis.call('INCRBY', KEYS[1], ARGV[1])
        return 1
        """);

    /// <summary>The limit, in bytes.</summary>
    public long Limit => options.Value.BytesPerUser;

    /// <param name="sessionId">The session that the bytes go to; they count for its owner, whoever brings them.</param>
    /// <returns>False when they would be more than he may keep.</returns>
    public async Task<bool> TryTakeAsync(string sessionId, long bytes)
    {
        var ownerId = (await database.HashGetAsync(Keys.Session(sessionId), "ownerId")).Text();
        if (await TakeAsync(ownerId, bytes) == 1)
        {
            return true;
        }

        var stored = (await usage.ReadAsync(ownerId)).Bytes;
        await database.StringSetAsync(Keys.StoredBytes(ownerId), stored, Kept);
        return await TakeAsync(ownerId, bytes) == 1;
    }

    private async Task<long> TakeAsync(string ownerId, long bytes) =>
        (long)await TakeScript.RunAsync(database, [Keys.StoredBytes(ownerId)], bytes, options.Value.BytesPerUser);
}
