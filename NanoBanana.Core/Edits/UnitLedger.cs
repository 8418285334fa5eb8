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

    private static readonly RedisScript ReserveScript = RedisScript.Load("units/reserve");
    private static readonly RedisScript SettleScript = RedisScript.Load("units/settle");
    private static readonly RedisScript DropScript = RedisScript.Load("units/drop");
    private static readonly RedisScript ReserveOfAllScript = RedisScript.Load("units/reserve-of-all");

    /// <summary>Reserves the units of an edit; repeating it changes nothing.</summary>
    /// <param name="isRemote">The units also count for everybody together.</param>
    public async Task<Reservation> ReserveAsync(UserId userId, EditId editId, int units, bool isRemote)
    {
        var (limits, kept) = (options.Value, (long)Kept.TotalMilliseconds);
        var answer = Enum.Parse<Reservation>((await ReserveScript.EvaluateAsync(
            database, Keys(userId, editId), editId.Value, units, isRemote ? units : 0, limits.UnitsPerDay, limits.EditsPerDay,
            limits.OpenPerUser,
            time.GetUtcNow().ToUnixTimeMilliseconds(), kept)).Text());
        if (answer != Reservation.Ok || !isRemote
            || (long)await ReserveOfAllScript.EvaluateAsync(database, [OfAll(editId)], units, limits.UnitsPerDayOfAll, kept) == 1)
        {
            return answer;
        }

        // Nothing was counted for everybody, so nothing is given back.
        await DropScript.EvaluateAsync(database, Keys(userId, editId), editId.Value);
        return Reservation.TooManyOfAll;
    }

    /// <param name="units">What was delivered: 0 gives back all that was reserved.</param>
    /// <returns>False when it was settled before.</returns>
    public async Task<bool> SettleAsync(UserId userId, EditId editId, int units)
    {
        var answer = (await SettleScript.EvaluateAsync(
            database, [.. Keys(userId, editId), Redis.Keys.User(userId)], editId.Value, units, (long)Kept.TotalMilliseconds)).Items();
        await GiveBackAsync(editId, (long)answer[0]);
        return (long)answer[1] == 1;
    }

    /// <summary>Forgets an edit that never came about.</summary>
    public async Task DropAsync(UserId userId, EditId editId) =>
        await GiveBackAsync(editId, (long)await DropScript.EvaluateAsync(database, Keys(userId, editId), editId.Value));

    /// <summary>The ids of what the user asked for since the day before yesterday, newest first.</summary>
    public async Task<IReadOnlyList<EditId>> RecentAsync(UserId userId)
    {
        var days = await Task.WhenAll(Enumerable.Range(0, Kept.Days + 1)
            .Select(ago => database.HashKeysAsync(Redis.Keys.Units(userId, Today.AddDays(-ago)))));
        var ids = days.SelectMany(names => names).Select(name => new EditId(name.Text())).Where(id => Id.SessionOf(id) is not null);
        return [.. ids.OrderDescending()];
    }

    /// <summary>What counts today.</summary>
    public async Task<UnitsUsed> UsedTodayAsync(UserId userId)
    {
        var used = await database.HashGetAsync(Redis.Keys.Units(userId, Today), [Sum, Asks]);
        return new((int)used[0], (int)used[1]);
    }

    /// <summary>What the user may still spend today.</summary>
    public async Task<UnitsLeft> LeftTodayAsync(UserId userId)
    {
        var spent = database.StringGetAsync(Redis.Keys.UnitsOfAll(Today));
        var own = Math.Max(0, options.Value.UnitsPerDay - (await UsedTodayAsync(userId)).Units);
        return new(own, Math.Min(own, Math.Max(0, options.Value.UnitsPerDayOfAll - (int)await spent)));
    }

    /// <summary>How long until a new day begins.</summary>
    public TimeSpan UntilTomorrow => Today.AddDays(1).ToDateTime(TimeOnly.MinValue) - time.GetUtcNow().UtcDateTime;

    /// <summary>Forgets all that a user spent.</summary>
    public Task EraseAsync(UserId userId) => database.KeyDeleteAsync(
        [Redis.Keys.AskedEdits(userId), .. Enumerable.Range(-3, 5).Select(days => Redis.Keys.Units(userId, Today.AddDays(days)))]);

    /// <summary>A crash before this leaves too much counted for everybody, until midnight at the latest.</summary>
    private Task GiveBackAsync(EditId editId, long units) =>
        units == 0 ? Task.CompletedTask : database.StringDecrementAsync(OfAll(editId), units);

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private static RedisKey[] Keys(UserId userId, EditId editId) =>
        [Redis.Keys.Units(userId, DayOf(editId)), Redis.Keys.AskedEdits(userId)];

    private static RedisKey OfAll(EditId editId) => Redis.Keys.UnitsOfAll(DayOf(editId));

    private static DateOnly DayOf(EditId editId) => DateOnly.FromDateTime(Id.TimeOf(editId).UtcDateTime);
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

/// <summary>What counts for a user today.</summary>
/// <param name="Units">Reserved or charged.</param>
/// <param name="Asks">How often the user asked.</param>
internal readonly record struct UnitsUsed(int Units, int Asks);

/// <summary>What a user may still spend today.</summary>
/// <param name="Own">At any engine.</param>
/// <param name="Remote">What of it at engines on the network, where everybody's units count, too.</param>
internal readonly record struct UnitsLeft(int Own, int Remote);
