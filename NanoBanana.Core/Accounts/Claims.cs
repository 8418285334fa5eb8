using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Accounts;

/// <summary>
/// Who holds a user name or an e-mail address. A claim is made before the account is written; one whose account never came
/// about (a crash in between) is free again after a while.
/// </summary>
internal sealed class Claims(IDatabase database, TimeProvider time)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    private static readonly RedisScript TakeOverScript = new("""
        if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2]) return 1 end
        return 0
        """);

    private static readonly RedisScript ReleaseScript = new("""
        local held = redis.call('GET', KEYS[1])
        if held and string.match(held, '^[^:]+') == ARGV[1] then redis.call('DEL', KEYS[1]) end
        return 1
        """);

    public async Task<bool> TryClaimAsync(RedisKey key, string userId)
    {
        var now = time.GetUtcNow();
        var claim = $"{userId}:{now.ToUnixTimeMilliseconds()}";
        if (await database.StringSetAsync(key, claim, when: When.NotExists))
        {
            return true;
        }

        var held = (await database.StringGetAsync(key)).Text();
        var (holder, at) = Parse(held);
        if (holder == userId)
        {
            return true;
        }

        return (held.Length == 0 || now - at > Settling && !await database.KeyExistsAsync(Keys.User(holder)))
            && (held.Length == 0
                ? await database.StringSetAsync(key, claim, when: When.NotExists)
                : (long)await TakeOverScript.RunAsync(database, [key], held, claim) == 1);
    }

    public Task ReleaseAsync(RedisKey key, string userId) => ReleaseScript.RunAsync(database, [key], userId);

    public async Task<string?> HolderAsync(RedisKey key) =>
        (string?)await database.StringGetAsync(key) is { } held ? Parse(held).Holder : null;

    private static (string Holder, DateTimeOffset At) Parse(string held) => held.IndexOf(':') is > 0 and var colon
        ? (held[..colon], DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(held.AsSpan(colon + 1))))
        : ("", DateTimeOffset.MinValue);
}
