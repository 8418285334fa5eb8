using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Events;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Events;

/// <summary>
/// Follows a log: subscribes first, reads what was missed, then reads again whenever it is woken. Events are pulled from the log in
/// order, so none is lost or doubled across reconnects and replicas, and a slow reader costs no memory. A follower outlasts outages of
/// Redis: one that ended with the outage would forget which entry it was at, and could not tell a log that lost its end meanwhile.
/// </summary>
internal sealed class EventLog(IDatabase database, Wakeups wakeups, IOptions<EventOptions> options, TimeProvider time)
{
    private const int Batch = 200;
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);

    /// <param name="log">The stream, which is also the name of its channel.</param>
    /// <param name="after">The last <c>seq</c> the follower knows; −1 to start at now.</param>
    /// <param name="lastSeq">Reads the newest <c>seq</c> of the log's owner.</param>
    /// <param name="check">Called before every look; it throws when the follower may not follow any more.</param>
    public async IAsyncEnumerable<LogEntry> FollowAsync(
        RedisKey log, string? sessionId, long after, Func<Task<long>> lastSeq, Func<Task> check,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var wakeup = await wakeups.ListenAsync(((string?)log)!);
        await check();
        var newest = await lastSeq();
        if (after < 0)
        {
            after = newest;
        }
        else if (after > newest)
        {
            yield return Reset(newest, sessionId);
            after = newest;
        }

        DateTimeOffset? lastAt = null;
        while (true)
        {
            // The entry that was delivered last is read again: if it is gone or another one, the log was trimmed or rewound.
            var entries = await OutlastAsync(() => ReadAsync(log, sessionId, after), cancellationToken);
            var known = entries.Count > 0 && entries[0].Seq == after ? entries[0] : null;
            var broken = known is null
                ? entries.Count > 0 ? entries[0].Seq != after + 1 : after > 0 && await OutlastAsync(lastSeq, cancellationToken) != after
                : lastAt is not null && known.At != lastAt;
            if (broken)
            {
                after = await OutlastAsync(lastSeq, cancellationToken);
                lastAt = null;
                yield return Reset(after, sessionId);
                continue;
            }

            lastAt ??= known?.At;
            foreach (var entry in entries.Where(entry => entry.Seq > after))
            {
                yield return entry;
                after = entry.Seq;
                lastAt = entry.At;
            }

            if (entries.Count < Batch)
            {
                await wakeup.WaitAsync(options.Value.IdleCheck, cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
            await OutlastAsync(async () => { await check(); return true; }, cancellationToken);
        }
    }

    private async Task<T> OutlastAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (Exception exception) when (RedisFailures.MeansUnavailable(exception))
            {
                await Task.Delay(Retry, time, cancellationToken);
            }
        }
    }

    private async Task<List<LogEntry>> ReadAsync(RedisKey log, string? sessionId, long after)
    {
        var entries = await database.StreamRangeAsync(log, $"{Math.Max(after, 1)}-0", "+", Batch);
        return [.. entries.Select(entry => Parse(entry, sessionId))];
    }

    private static LogEntry Parse(StreamEntry entry, string? sessionId)
    {
        var id = entry.Id.Text();
        var actor = entry["actor"].Text();
        return new(
            long.Parse(id.AsSpan(0, id.IndexOf('-'))), entry["type"].Text(), (string?)entry["session"] ?? sessionId,
            DateTimeOffset.FromUnixTimeMilliseconds((long)entry["at"]), actor.Length == 0 ? null : actor, entry["data"].Text());
    }

    private LogEntry Reset(long seq, string? sessionId) => new(seq, EventTypes.Reset, sessionId, time.GetUtcNow(), null, "{}");
}
