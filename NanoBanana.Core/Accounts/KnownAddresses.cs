using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Accounts;

/// <summary>Addresses a user signed in from recently; guessing from elsewhere does not lock the user out there.</summary>
internal sealed class KnownAddresses(IDatabase database, TimeProvider time)
{
    private const int Count = 20;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public async Task<bool> ContainsAsync(UserId userId, string address) =>
        await database.SortedSetScoreAsync(Keys.KnownAddresses(userId), address) is { } at
        && at > (time.GetUtcNow() - Kept).ToUnixTimeMilliseconds();

    public async Task NoteAsync(UserId userId, string address)
    {
        var key = Keys.KnownAddresses(userId);
        await database.SortedSetAddAsync(key, address, time.GetUtcNow().ToUnixTimeMilliseconds());
        await database.SortedSetRemoveRangeByRankAsync(key, 0, -Count - 1);
        await database.KeyExpireAsync(key, Kept);
    }
}
