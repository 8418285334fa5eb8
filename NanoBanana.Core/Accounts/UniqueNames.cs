using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Accounts;

/// <summary>
/// Who holds a user name or an e-mail address. A claim is made before the account is written, by one attempt, and only that attempt lets
/// it go again. An attempt that never wrote its account is fenced off after a while: its account refuses it, then the name is free.
/// </summary>
internal sealed class UniqueNames(IDatabase database, TimeProvider time)
{
    /// <summary>How long an attempt may take before others may take its names.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    private static readonly RedisScript TakeOverScript = RedisScript.Load("unique-names/take-over");
    private static readonly RedisScript ReleaseScript = RedisScript.Load("unique-names/release");
    private static readonly RedisScript AskScript = RedisScript.Load("unique-names/ask");

    public async Task<NameClaim> TryClaimAsync(RedisKey key, UserId userId)
    {
        var now = time.GetUtcNow();
        var mine = $"{userId}:{now.ToUnixTimeMilliseconds()}:{Guid.NewGuid():N}";
        if (await database.StringSetAsync(key, mine, when: When.NotExists))
        {
            return new(key, mine, ClaimResult.Mine);
        }

        if (await FindAsync(key) is not { } held)
        {
            return new(key, "", ClaimResult.Changing);
        }

        var (holder, at) = Parse(held);
        var state = await AskAsync(holder, key, fence: now - at > Settling);
        if (state == "free" && (long)await TakeOverScript.EvaluateAsync(database, [key], held, mine) == 1)
        {
            return new(key, mine, ClaimResult.Mine);
        }

        return new(key, "", state == "free" || holder == userId ? ClaimResult.Changing : ClaimResult.ByAnother);
    }

    /// <summary>Lets a claim go, unless it is another's by now.</summary>
    /// <param name="claim">As <see cref="FindAsync"/> or <see cref="NameClaim.Value"/> tell it.</param>
    public Task ReleaseAsync(RedisKey key, string claim) => ReleaseScript.EvaluateAsync(database, [key], claim);

    /// <summary>The claim as it stands; null when the name is free.</summary>
    public async Task<string?> FindAsync(RedisKey key) => (string?)await database.StringGetAsync(key);

    /// <summary>Whether an account has this name now.</summary>
    public async Task<bool> IsHeldAsync(RedisKey key) =>
        await HolderAsync(key) is { } holder && await AskAsync(holder, key, fence: false) == "held";

    /// <summary>Who claims the name; the account itself says whether it has it.</summary>
    public async Task<UserId?> HolderAsync(RedisKey key) => await FindAsync(key) is { } held ? Parse(held).Holder : null;

    private async Task<string> AskAsync(UserId userId, RedisKey key, bool fence) =>
        (await AskScript.EvaluateAsync(database, [Keys.User(userId)], key.ToString(), fence)).Text();

    private static (UserId Holder, DateTimeOffset At) Parse(string held)
    {
        var parts = held.Split(':');
        return (new(parts[0]), DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[1])));
    }
}

/// <summary>How a claim ended.</summary>
internal enum ClaimResult
{
    Mine,
    ByAnother,
    /// <summary>Somebody changes it at this moment: read the account and try again.</summary>
    Changing,
}

/// <param name="Value">What lets go of it; empty unless it is mine.</param>
internal sealed record NameClaim(RedisKey Key, string Value, ClaimResult How);
