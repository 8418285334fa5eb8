using NanoBanana.Contracts.Events;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Events;

/// <summary>Reads logs in order, so that no entry is lost or doubled across reconnects and replicas.</summary>
internal sealed class EventLog(IDatabase database, TimeProvider time)
{
    /// <summary>Entries that one read gives at most.</summary>
    public const int Batch = 128;

    public async Task<long> NewestAsync(LogName log) => (long)await database.HashGetAsync(log.Owner, "seq");

    /// <summary>
    /// Reads what comes after a position. The entry there is read again: if it is gone or another one, the log was trimmed or rewound. The
    /// read outlasts outages of Redis: a follower that ended with one could not tell a log that lost its end meanwhile.
    /// </summary>
    public Task<LogPart> ReadAsync(LogName log, LogPosition after, CancellationToken cancellationToken) =>
        Outage.OutlastAsync(() => ReadAsync(log, after), time, cancellationToken);

    /// <summary>Tells a follower to read the resources again and to go on behind <paramref name="seq"/>.</summary>
    public LogEntry Reset(LogName log, long seq) => new(seq, EventTypes.Reset, log.SessionId, time.GetUtcNow(), null, "{}");

    private async Task<LogPart> ReadAsync(LogName log, LogPosition after)
    {
        var read = await database.StreamRangeAsync(log.Stream, $"{Math.Max(after.Seq, 1)}-0", "+", Batch);
        List<LogEntry> entries = [.. read.Select(entry => Parse(entry, log.SessionId))];
        var known = entries.Count > 0 && entries[0].Seq == after.Seq ? entries[0] : null;
        var isBroken = known is not null ? after.At is not null && known.At != after.At
            : entries.Count > 0 ? entries[0].Seq != after.Seq + 1
            : after.Seq > 0 && await NewestAsync(log) != after.Seq;
        if (isBroken)
        {
            var newest = await NewestAsync(log);
            return new([Reset(log, newest)], new(newest), IsReset: true, HasMore: true);
        }

        var hasMore = entries.Count == Batch;
        if (known is not null)
        {
            entries.RemoveAt(0);
        }

        var end = entries.Count > 0 ? entries[^1].Position : after with { At = after.At ?? known?.At };
        return new(entries, end, IsReset: false, hasMore);
    }

    private static LogEntry Parse(StreamEntry entry, SessionId? sessionId)
    {
        var id = entry.Id.Text();
        var actor = entry["actor"].Text();
        return new(
            long.Parse(id.AsSpan(0, id.IndexOf('-'))), entry["type"].Text(),
            (string?)entry["session"] is { } session ? new(session) : sessionId,
            DateTimeOffset.FromUnixTimeMilliseconds((long)entry["at"]), actor.Length == 0 ? null : new UserId(actor), entry["data"].Text())
        {
            Trace = entry["trace"],
        };
    }
}
