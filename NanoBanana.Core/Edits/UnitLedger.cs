using Microsoft.Extensions.Options;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Edits;

/// <summary>
/// Cost units by user and day (UTC): reserved when an edit is asked for, settled when it is finished. Each edit has one entry, so both
/// can be repeated, and the entries are the list of what a user asked for. An edit belongs to the day that its id was made on.
/// The sums stand beside the entries: no step takes longer the more was asked for.
/// </summary>
internal sealed class UnitLedger(IDatabase database, IOptions<EditOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);
    private const string Sum = "sum";
    private const string Asks = "asks";

    /// <summary>KEYS: the day, the open edits. ARGV: edit, units, those for everybody, limits of units, asks and open edits, now, kept.</summary>
    private static readonly RedisScript ReserveScript = new("""
        local day, open = KEYS[1], KEYS[2]
        local id, units, shared = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
        local most, mostAsks, mostOpen = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
        local now, kept = tonumber(ARGV[7]), ARGV[8]
        if redis.call('HEXISTS', day, id) == 1 then return 'Ok' end
        redis.call('ZREMRANGEBYSCORE', open, '-inf', now - kept)
        if redis.call('ZCARD', open) >= mostOpen then return 'TooManyOpen' end
        local state = redis.call('HMGET', day, 'sum', 'asks')
        if tonumber(state[2] or 0) >= mostAsks then return 'TooManyAsks' end
        if tonumber(state[1] or 0) + units > most then return 'TooManyUnits' end
        redis.call('HSET', day, id, units)
        if shared > 0 then redis.call('HSET', day, 'all:' .. id, shared) end
        redis.call('HINCRBY', day, 'sum', units)
        redis.call('HINCRBY', day, 'asks', 1)
        redis.call('PEXPIRE', day, kept)
        redis.call('ZADD', open, now, id)
        redis.call('PEXPIRE', open, kept)
        return 'Ok'
        """);

    /// <summary>KEYS: the day, the open edits, the user. ARGV: edit, units, kept. Answers by how much less counts for everybody, and whether it was open.</summary>
    private static readonly RedisScript SettleScript = new("""
        local day, open, user = KEYS[1], KEYS[2], KEYS[3]
        local id, units = ARGV[1], tonumber(ARGV[2])
        local first = redis.call('ZREM', open, id)
        if redis.call('EXISTS', user) == 0 then return {0, 0} end
        local was = redis.call('HMGET', day, id, 'all:' .. id)
        redis.call('HSET', day, id, units)
        redis.call('HINCRBY', day, 'sum', units - tonumber(was[1] or 0))
        redis.call('PEXPIRE', day, ARGV[3])
        if not was[2] then return {0, first} end
        redis.call('HSET', day, 'all:' .. id, units)
        return {tonumber(was[2]) - units, first}
        """);

    private static readonly RedisScript DropScript = new("""
        local day, open, id = KEYS[1], KEYS[2], ARGV[1]
        redis.call('ZREM', open, id)
        local was = redis.call('HMGET', day, id, 'all:' .. id)
        if not was[1] then return 0 end
        redis.call('HDEL', day, id, 'all:' .. id)
        redis.call('HINCRBY', day, 'sum', 0 - was[1])
        redis.call('HINCRBY', day, 'asks', -1)
        return tonumber(was[2] or 0)
        """);

    private static readonly RedisScript ReserveOfAllScript = new("""
        if tonumber(redis.call('GET', KEYS[1]) or 0) + tonumber(ARGV[1]) > tonumber(ARGV[2]) then return 0 end
        redis.call('INCRBY', KEYS[1], ARGV[1])
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        return 1
        """);

    /// <summary>Reserves the units of an edit; repeating it changes nothing.</summary>
    /// <param name="isRemote">The units also count for everybody together.</param>
    public async Task<Reservation> ReserveAsync(string userId, string editId, int units, bool isRemote)
    {
        var (limits, kept) = (options.Value, (long)Kept.TotalMilliseconds);
        var answer = Enum.Parse<Reservation>((await ReserveScript.EvaluateAsync(
            database, Keys(userId, editId), editId, units, isRemote ? units : 0, limits.UnitsPerDay, limits.EditsPerDay, limits.OpenPerUser,
            time.GetUtcNow().ToUnixTimeMilliseconds(), kept)).Text());
        if (answer != Reservation.Ok || !isRemote
            || (long)await ReserveOfAllScript.EvaluateAsync(database, [OfAll(editId)], units, limits.UnitsPerDayOfAll, kept) == 1)
        {
            return answer;
        }

        // Nothing was counted for everybody, so nothing is given back.
        await DropScript.EvaluateAsync(database, Keys(userId, editId), editId);
        return Reservation.TooManyOfAll;
    }

    /// <param name="units">What was delivered: 0 gives back all that was reserved.</param>
    /// <returns>False when it was settled before.</returns>
    public async Task<bool> SettleAsync(string userId, string editId, int units)
    {
        var answer = (await SettleScript.EvaluateAsync(
            database, [.. Keys(userId, editId), Redis.Keys.User(userId)], editId, units, (long)Kept.TotalMilliseconds)).Items();
        await GiveBackAsync(editId, (long)answer[0]);
        return (long)answer[1] == 1;
    }

    /// <summary>Forgets an edit that never came about.</summary>
    public async Task DropAsync(string userId, string editId) =>
        await GiveBackAsync(editId, (long)await DropScript.EvaluateAsync(database, Keys(userId, editId), editId));

    /// <summary>The ids of what the user asked for since the day before yesterday, newest first.</summary>
    public async Task<IReadOnlyList<string>> RecentAsync(string userId)
    {
        var days = await Task.WhenAll(Enumerable.Range(0, Kept.Days + 1)
            .Select(ago => database.HashKeysAsync(Redis.Keys.Units(userId, Today.AddDays(-ago)))));
        return [.. days.SelectMany(ids => ids).Select(id => id.Text()).Where(name => Id.SessionOf(name) is not null)
            .OrderDescending(StringComparer.Ordinal)];
    }

    /// <summary>What counts today: units that are reserved or charged, and how often the user asked.</summary>
    public async Task<(int Units, int Asks)> UsedTodayAsync(string userId)
    {
        var used = await database.HashGetAsync(Redis.Keys.Units(userId, Today), [Sum, Asks]);
        return ((int)used[0], (int)used[1]);
    }

    /// <summary>What the user may still spend today, and what of it at engines on the network, where everybody's units count, too.</summary>
    public async Task<(int Own, int Remote)> LeftTodayAsync(string userId)
    {
        var spent = database.StringGetAsync(Redis.Keys.UnitsOfAll(Today));
        var own = Math.Max(0, options.Value.UnitsPerDay - (await UsedTodayAsync(userId)).Units);
        return (own, Math.Min(own, Math.Max(0, options.Value.UnitsPerDayOfAll - (int)await spent)));
    }

    /// <summary>How long until a new day begins.</summary>
    public TimeSpan UntilTomorrow => Today.AddDays(1).ToDateTime(TimeOnly.MinValue) - time.GetUtcNow().UtcDateTime;

    /// <summary>Forgets all that a user spent.</summary>
    public Task EraseAsync(string userId) => database.KeyDeleteAsync(
        [Redis.Keys.AskedEdits(userId), .. Enumerable.Range(-3, 5).Select(days => Redis.Keys.Units(userId, Today.AddDays(days)))]);

    /// <summary>A crash before this leaves too much counted for everybody, until midnight at the latest.</summary>
    private Task GiveBackAsync(string editId, long units) =>
        units == 0 ? Task.CompletedTask : database.StringDecrementAsync(OfAll(editId), units);

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private static RedisKey[] Keys(string userId, string editId) =>
        [Redis.Keys.Units(userId, DayOf(editId)), Redis.Keys.AskedEdits(userId)];

    private static RedisKey OfAll(string editId) => Redis.Keys.UnitsOfAll(DayOf(editId));

    private static DateOnly DayOf(string editId) => DateOnly.FromDateTime(Id.TimeOf(editId).UtcDateTime);
}

/// <summary>Whether an edit may be asked for, in the words of the script.</summary>
internal enum Reservation
{
    Ok,
    /// <summary>The user has as many waiting edits as allowed.</summary>
    TooManyOpen,
    /// <summary>The user reached the daily limit of requests, whatever their outcome.</summary>
    TooManyAsks,
    /// <summary>The user's units of the day are used up.</summary>
    TooManyUnits,
    /// <summary>Everybody's units of the day are used up.</summary>
    TooManyOfAll,
}
