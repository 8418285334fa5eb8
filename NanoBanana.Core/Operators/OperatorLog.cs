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

    /// <param name="action">One of <see cref="OperatorActions"/>.</param>
    /// <param name="subject">What it was done to, such as the id of an account.</param>
    public Task NoteAsync(string operatorId, string action, string subject) => database.StreamAddAsync(
        Keys.OperatorLog, [new("operator", operatorId), new("action", action), new("subject", subject)]);

    /// <summary>Newest first.</summary>
    public async Task<Page<OperatorAction>> ReadAsync(string? cursor, int limit)
    {
        var entries = await database.StreamRangeAsync(
            Keys.OperatorLog, "-", cursor is null ? "+" : $"({PlaceIn(cursor)}", limit + 1, Order.Descending);
        return entries.Select(Read).ToList().ToPage(limit, action => Cursors.Encode(action.Id));
    }

    /// <summary>All of it, oldest first.</summary>
    public async IAsyncEnumerable<OperatorAction> AllAsync()
    {
        var start = "-";
        while (await database.StreamRangeAsync(Keys.OperatorLog, start, "+", Batch) is { Length: > 0 } entries)
        {
            foreach (var entry in entries)
            {
                yield return Read(entry);
            }

            start = $"({entries[^1].Id}";
        }
    }

    private static string PlaceIn(string cursor) =>
        Cursors.Decode(cursor) is { } place && place.Split('-') is [var time, var count]
            && ulong.TryParse(time, out _) && ulong.TryParse(count, out _)
            ? place
            : throw new BadCursorException();

    private static OperatorAction Read(StreamEntry entry)
    {
        var id = entry.Id.Text();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(id.AsSpan(0, id.IndexOf('-'))));
        return new(id, at, entry["operator"].Text(), entry["action"].Text(), entry["subject"].Text());
    }
}
