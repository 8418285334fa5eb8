using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Edits.Runs;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.UseCases;

/// <summary>Finishes what a crash left undone about edits.</summary>
internal sealed class EditReconciler(
    IDatabase database, EditJobs jobs, JobQueue queue, EditCancellation cancellation, EditSettlement settlement, UnitLedger units,
    RunStore runs)
{
    /// <summary>
    /// Every open edit of the session gets what it lacks: its job, its end, or its units settled; and every run its next pictures.
    /// </summary>
    public async Task ReconcileAsync(SessionId sessionId)
    {
        foreach (var entry in await database.HashGetAllAsync(Keys.OpenEdits(sessionId)))
        {
            if (await database.FindEditAsync(sessionId, new(entry.Name.Text())) is { } edit)
            {
                await ReconcileAsync(edit);
            }
        }

        await runs.ReconcileAsync(sessionId);
    }

    /// <summary>The session is deleted: nothing goes on in it, and nothing that is not finished is charged.</summary>
    public async Task StopAsync(SessionId sessionId)
    {
        foreach (var entry in await database.HashGetAllAsync(Keys.OpenEdits(sessionId)))
        {
            await queue.CancelAsync(entry.Name.Text());
            if (await database.FindEditAsync(sessionId, new(entry.Name.Text())) is { } edit)
            {
                await units.SettleAsync(edit.AuthorId, edit.Id, edit.Units.Charged);
            }
        }
    }

    /// <summary>Units were reserved, and then the edit may never have come about.</summary>
    /// <param name="item">User and edit, as <see cref="Outbox.WorkItem.Units"/> writes them.</param>
    public async Task DropReservationAsync(string item)
    {
        var colon = item.IndexOf(':');
        var (userId, id) = (new UserId(item[..colon]), new EditId(item[(colon + 1)..]));
        if (await database.FindEditAsync(Id.SessionOf(id)!.Value, id) is null)
        {
            await units.DropAsync(userId, id);
        }
    }

    private async Task ReconcileAsync(Edit edit)
    {
        if (edit.IsFinished())
        {
            await settlement.SettleAsync(edit);
            return;
        }

        var inputs = edit.Inputs().Select(id => (RedisValue)id.Value).ToArray();
        var isWanted = edit.RunId is not { } run || !await runs.IsCancelledAsync(run);
        var there = inputs.Length == 0 || (await database.HashGetAsync(Keys.ImageRows(edit.SessionId), inputs)).All(row => !row.IsNull);
        await (there && isWanted ? jobs.EnqueueAsync(edit) : cancellation.CancelAsync(edit.SessionId, edit.Id, null));
    }
}
