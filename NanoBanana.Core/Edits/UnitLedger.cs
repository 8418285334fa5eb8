using NanoBanana.Core.Ids;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Edits;

/// <summary>
/// Cost units by user and day (UTC): reserved when an edit is asked for, settled when it is finished. Each edit has one entry, so both
/// can be repeated, and the entries are the list of what a user asked for. An edit belongs to the day that its id was made on.
/// </summary>
internal sealed class UnitLedger(IDatabase database, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    private static readonly RedisScript ReserveScript = new("""
        local id, units, limit, kept = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
        if redis.call('HEXISTS', KEYS[1], id) == 1 then return 1 end
        local used = 0
        for _, other in ipairs(redis.call('HVALS', KEYS[1])) do used = used + other end
        if used + units > limit then return 0 end
        redis.call('HSET', KEYS[1], id, units)
        redis.call('PEXPIRE', KEYS[1], kept)
        return 1
        """);

    private static readonly RedisScript SettleScript = new("""
        if redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        return 1
        """);

    /// <returns>False when the day's limit does not allow it.</returns>
    public async Task<bool> ReserveAsync(string userId, string editId, int units, int limit) => (long)await ReserveScript.RunAsync(
        database, [Keys.Units(userId, DayOf(editId))], editId, units, limit, (long)Kept.TotalMilliseconds) == 1;

    /// <param name="units">What was delivered: 0 gives back all that was reserved.</param>
    public Task SettleAsync(string userId, string editId, int units) => SettleScript.RunAsync(
        database, [Keys.Units(userId, DayOf(editId)), Keys.User(userId)], editId, units, (long)Kept.TotalMilliseconds);

    /// <summary>Forgets an edit that never came about.</summary>
    public Task DropAsync(string userId, string editId) => database.HashDeleteAsync(Keys.Units(userId, DayOf(editId)), editId);

    /// <summary>The ids of what the user asked for since the day before yesterday, newest first.</summary>
    public async Task<IReadOnlyList<string>> RecentAsync(string userId)
    {
        var days = await Task.WhenAll(Enumerable.Range(0, Kept.Days + 1).Select(ago => database.HashKeysAsync(Keys.Units(userId, Today.AddDays(-ago)))));
        return [.. days.SelectMany(ids => ids).Select(id => id.Text()).OrderDescending(StringComparer.Ordinal)];
    }

    /// <summary>What counts today: reserved or charged.</summary>
    public async Task<int> UsedTodayAsync(string userId) =>
        (await database.HashValuesAsync(Keys.Units(userId, Today))).Sum(units => (int)units);

    /// <summary>How long until a new day begins.</summary>
    public TimeSpan UntilTomorrow => Today.AddDays(1).ToDateTime(TimeOnly.MinValue) - time.GetUtcNow().UtcDateTime;

    /// <summary>Forgets all that a user spent.</summary>
    public Task EraseAsync(string userId) =>
        database.KeyDeleteAsync([.. Enumerable.Range(-3, 5).Select(days => Keys.Units(userId, Today.AddDays(days)))]);

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private static DateOnly DayOf(string editId) => DateOnly.FromDateTime(Id.TimeOf(editId).UtcDateTime);
}
