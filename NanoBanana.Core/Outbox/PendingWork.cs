using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Outbox;

/// <summary>
/// Remembers what must be looked at, and by when. Before a change that takes several steps the thing is noted here; when all steps
/// are done the note is taken back. What a crash leaves undone is found by its note.
/// </summary>
internal sealed class PendingWork(IDatabase database, TimeProvider time)
{
    /// <summary>How long a change of several steps may take before the reconciler looks after it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly string _process = Guid.NewGuid().ToString("N")[..12];
    private long _changes;

    private static readonly RedisScript TakeScript = RedisScript.Load("pending-work/take");
    private static readonly RedisScript CompleteScript = RedisScript.Load("pending-work/complete");

    /// <returns>The note's time, to take it back with.</returns>
    public async Task<long> EnqueueAsync(string thing, TimeSpan? within = null)
    {
        var at = (time.GetUtcNow() + (within ?? Grace)).ToUnixTimeMilliseconds();
        await database.SortedSetAddAsync(Keys.PendingWork, thing, at);
        return at;
    }

    /// <summary>A name to note one change of a thing by. Several can be under way at a time: each takes back its own note only.</summary>
    public string NewChange(string thing) => WorkItem.Change(thing, $"{_process}{Interlocked.Increment(ref _changes):x}");

    /// <summary>Takes the note of a change back. Nobody waits for it: one that stays is looked at for nothing.</summary>
    public Task CompleteChangeAsync(string change) => database.SortedSetRemoveAsync(Keys.PendingWork, change, CommandFlags.FireAndForget);

    /// <summary>Takes the note back, unless a newer one was made meanwhile. Nobody waits for it: one that stays is looked at for nothing.</summary>
    public Task CompleteAsync(string thing, long noted) =>
        database.ScriptEvaluateAsync(CompleteScript.Text, [Keys.PendingWork], [thing, noted], CommandFlags.FireAndForget);

    /// <summary>Takes what is due; it becomes due again after <paramref name="lease"/> unless it is forgotten before.</summary>
    public async Task<(IReadOnlyList<string> WorkItem, long Noted)> TakeAsync(TimeSpan lease, int count)
    {
        var now = time.GetUtcNow();
        var noted = (now + lease).ToUnixTimeMilliseconds();
        var found = await TakeScript.EvaluateAsync(database, [Keys.PendingWork], now.ToUnixTimeMilliseconds(), noted, count);
        return ([.. found.Items().Select(item => item.Text())], noted);
    }
}
