using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Outbox;

/// <summary>
/// Remembers what must be looked at, and by when. A change that takes several steps enqueues an item before the first and completes it
/// after the last: what a crash leaves undone is found by its item.
/// </summary>
internal sealed class PendingWork(IDatabase database, TimeProvider time)
{
    /// <summary>How long a change of several steps may take before the reconciler looks after it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly string _process = Guid.NewGuid().ToString("N")[..12];
    private long _changes;

    private static readonly RedisScript TakeScript = RedisScript.Load("pending-work/take");
    private static readonly RedisScript CompleteScript = RedisScript.Load("pending-work/complete");

    /// <returns>When the item is due, to complete it with.</returns>
    public async Task<long> EnqueueAsync(string item, TimeSpan? within = null)
    {
        var at = (time.GetUtcNow() + (within ?? Grace)).ToUnixTimeMilliseconds();
        await database.SortedSetAddAsync(Keys.PendingWork, item, at);
        return at;
    }

    /// <summary>An item for one change. Several can be under way at a time: each completes its own only.</summary>
    public string NewChange(string item) => WorkItem.Change(item, $"{_process}{Interlocked.Increment(ref _changes):x}");

    /// <summary>Completes a change. Nobody waits for it: an item that stays is looked at for nothing.</summary>
    public Task CompleteChangeAsync(string change) => database.SortedSetRemoveAsync(Keys.PendingWork, change, CommandFlags.FireAndForget);

    /// <summary>Completes an item, unless it was enqueued anew. Nobody waits for it: one that stays is looked at for nothing.</summary>
    public Task CompleteAsync(string item, long dueAt) =>
        database.ScriptEvaluateAsync(CompleteScript.Text, [Keys.PendingWork], [item, dueAt], CommandFlags.FireAndForget);

    /// <summary>Takes what is due; it becomes due again after <paramref name="lease"/> unless it is completed before.</summary>
    public async Task<DueWork> TakeAsync(TimeSpan lease, int count)
    {
        var now = time.GetUtcNow();
        var dueAt = (now + lease).ToUnixTimeMilliseconds();
        var found = await TakeScript.EvaluateAsync(database, [Keys.PendingWork], now.ToUnixTimeMilliseconds(), dueAt, count);
        return new([.. found.Items().Select(item => item.Text())], dueAt);
    }
}

/// <summary>Items that are due.</summary>
/// <param name="DueAt">When they are due again, to complete them with.</param>
internal readonly record struct DueWork(IReadOnlyList<string> Items, long DueAt);
