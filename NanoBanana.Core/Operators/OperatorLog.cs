using System.Globalization;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Operators;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Operators;

/// <summary>
/// What operators did, for good: entries are added and read, and never changed or removed. An action is noted before it is done, so
/// that none is done that is not noted.
/// </summary>
internal sealed class OperatorLog(IDatabase database)
{
    private const int Batch = 500;
    private const int MostLookedAt = 5_000;

    /// <param name="action">One of <see cref="OperatorActions"/>.</param>
    /// <param name="subject">What it was done to, such as the id of an account.</param>
    public Task NoteAsync(UserId operatorId, string action, string subject) => database.StreamAddAsync(
        Keys.OperatorLog, [new("operator", operatorId.Value), new("action", action), new("subject", subject)]);

    /// <summary>
    /// Newest first. Times lead to their place at once; for who, what and to whom one call looks at so many actions and no more: a page may
    /// then be short, or empty, and its cursor goes on.
    /// </summary>
    /// <param name="search">Its accounts are told by their ids.</param>
    public async Task<Page<OperatorAction>> ReadAsync(OperatorActionSearch search, string? cursor, int limit)
    {
        var found = new List<OperatorAction>();
        var (first, last) = (FirstIn(search), cursor is null ? LastIn(search) : $"({PlaceIn(cursor)}");
        var step = IsByTime(search) ? limit + 1 : Batch;
        for (var looked = 0; looked < MostLookedAt; looked += step)
        {
            var entries = await database.StreamRangeAsync(Keys.OperatorLog, first, last, step, Order.Descending);
            found.AddRange(entries.Select(Read).Where(action => Matches(search, action)));
            if (found.Count > limit || entries.Length < step)
            {
                return found.ToPage(limit, action => Cursors.Encode(action.Id));
            }

            last = $"({entries[^1].Id}";
        }

        return new(found, Cursors.Encode(last[1..]));
    }

    /// <summary>All that is searched for, oldest first.</summary>
    /// <param name="search">Its accounts are told by their ids.</param>
    public async IAsyncEnumerable<OperatorAction> AllAsync(OperatorActionSearch search)
    {
        var (first, last) = (FirstIn(search), LastIn(search));
        while (await database.StreamRangeAsync(Keys.OperatorLog, first, last, Batch) is { Length: > 0 } entries)
        {
            foreach (var action in entries.Select(Read).Where(action => Matches(search, action)))
            {
                yield return action;
            }

            first = $"({entries[^1].Id}";
        }
    }

    private static bool IsByTime(OperatorActionSearch search) =>
        search is { Operator: null, Action: null, Subject: null };

    private static bool Matches(OperatorActionSearch search, OperatorAction action) =>
        (search.Operator ?? action.OperatorId) == action.OperatorId
        && (search.Action ?? action.Action) == action.Action
        && (search.Subject ?? action.Subject) == action.Subject;

    /// <summary>An entry is named by its time in milliseconds.</summary>
    private static string FirstIn(OperatorActionSearch search) =>
        search.After is { } after ? Math.Max(0, Milliseconds(after)).ToString(CultureInfo.InvariantCulture) : "-";

    private static string LastIn(OperatorActionSearch search) =>
        search.Before is { } before ? $"({Math.Max(1, Milliseconds(before)).ToString(CultureInfo.InvariantCulture)}-0" : "+";

    /// <summary>The first whole one that is not before.</summary>
    private static long Milliseconds(DateTimeOffset time) => time.AddTicks(TimeSpan.TicksPerMillisecond - 1).ToUnixTimeMilliseconds();

    private static string PlaceIn(string cursor) =>
        Cursors.Decode(cursor) is { } place && place.Split('-') is [var time, var count]
            && ulong.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at > 0
            && ulong.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? place
            : throw new BadCursorException();

    private static OperatorAction Read(StreamEntry entry)
    {
        var id = entry.Id.Text();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(id.AsSpan(0, id.IndexOf('-'))));
        return new(id, at, new(entry["operator"].Text()), entry["action"].Text(), entry["subject"].Text());
    }
}
