using NanoBanana.Core.Images;
using NanoBanana.Core.Images.Resumable;
using NanoBanana.Core.Images.Selections;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.UseCases;

namespace NanoBanana.Worker.Reconciliation;

/// <summary>Looks after what is due: changes that a crash left between two steps, deletions whose time has come, unused bytes.</summary>
internal sealed partial class Reconciler(
    PendingWork pending, SessionReconciler sessions, ImageBin bin, SelectionExpiry selections, ObjectReferences references,
    ResumableUploads uploads, AccountErasure accounts, EditReconciler edits, TimeProvider time,
    ILogger<Reconciler> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);
    private const int Batch = 50;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await WaitAsync(timer, stoppingToken))
        {
            try
            {
                var (items, dueAt) = await pending.TakeAsync(Lease, Batch);
                foreach (var item in items)
                {
                    await ReconcileAsync(item, dueAt, stoppingToken);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogOutage(exception);
            }
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task ReconcileAsync(string found, long dueAt, CancellationToken cancellationToken)
    {
        var item = WorkItem.Of(found);
        try
        {
            var colon = item.IndexOf(':') + 1;
            var (kind, id) = (item[..colon], item[colon..]);
            var done = kind switch
            {
                WorkItem.SessionPrefix => await sessions.ReconcileAsync(new(id)),
                WorkItem.ImagePrefix => await bin.PurgeAsync(new(id)),
                WorkItem.MaskPrefix => await selections.ExpireAsync(new(id)),
                WorkItem.ObjectPrefix => await references.RemoveIfUnusedAsync(id, cancellationToken),
                WorkItem.UploadPrefix => await uploads.ExpireAsync(id),
                WorkItem.UserPrefix => await EraseAsync(new(id)),
                WorkItem.GuestPrefix => await ExpireGuestAsync(new(id)),
                WorkItem.UnitsPrefix => await DropReservationAsync(id),
                _ => true,
            };
            if (!done && found != item)
            {
                // The item is looked at again; the change itself is past.
                await pending.EnqueueAsync(item, Lease);
            }

            if (done || found != item)
            {
                await pending.CompleteAsync(found, dueAt);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // It becomes due again by itself.
            LogFailed(exception, item);
        }
    }

    private async Task<bool> EraseAsync(UserId userId)
    {
        await accounts.EraseAsync(userId);
        return true;
    }

    private async Task<bool> ExpireGuestAsync(UserId userId)
    {
        await accounts.ExpireGuestAsync(userId);
        return true;
    }

    private async Task<bool> DropReservationAsync(string userAndEdit)
    {
        await edits.DropReservationAsync(userAndEdit);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "Looking after what is due failed; it is tried again", EventName = "reconciler.outage")]
    private partial void LogOutage(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Looking after {Item} failed; it is tried again", EventName = "reconciler.failed")]
    private partial void LogFailed(Exception exception, string item);
}
