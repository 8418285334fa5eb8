using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Edits;

/// <summary>
/// What the edits of a day (UTC) were charged, by engine and by user, for operators. An edit belongs to the day that it was asked for on. A
/// crash right after an edit was settled leaves it out here; <see cref="UnitLedger"/>, which limits, has it.
/// </summary>
internal sealed class DailyCharges(IDatabase database, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    private DateOnly Today => DayOf(time.GetUtcNow());

    public Task AddAsync(Edit edit)
    {
        var day = DayOf(Id.TimeOf(edit.Id));
        var (engines, users) = (Keys.ChargedByEngine(day), Keys.ChargedByUser(day));
        return Task.WhenAll(
            database.HashIncrementAsync(engines, edit.Engine, edit.Units.Charged), database.KeyExpireAsync(engines, Kept),
            database.SortedSetIncrementAsync(users, edit.AuthorId.Value, edit.Units.Charged), database.KeyExpireAsync(users, Kept));
    }

    /// <summary>The dearest first.</summary>
    public async Task<IReadOnlyList<EngineCharge>> ByEngineAsync() =>
        [.. (await database.HashGetAllAsync(Keys.ChargedByEngine(Today)))
            .Select(entry => new EngineCharge(entry.Name.Text(), (long)entry.Value))
            .OrderByDescending(charge => charge.Units)];

    /// <summary>The dearest first.</summary>
    public async Task<IReadOnlyList<UserCharge>> ByUserAsync(long skip, int count) =>
        [.. (await database.SortedSetRangeByRankWithScoresAsync(Keys.ChargedByUser(Today), skip, skip + count - 1, Order.Descending))
            .Select(entry => new UserCharge(new(entry.Element.Text()), (long)entry.Score))];

    /// <summary>Forgets what a user was charged.</summary>
    public Task EraseAsync(UserId userId) => Task.WhenAll(
        Enumerable.Range(-3, 5).Select(days => database.SortedSetRemoveAsync(Keys.ChargedByUser(Today.AddDays(days)), userId.Value)));

    private static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);
}

/// <summary>Units that all users were charged for an engine today.</summary>
internal readonly record struct EngineCharge(string Engine, long Units);

/// <summary>Units that a user was charged today.</summary>
internal readonly record struct UserCharge(UserId UserId, long Units);
