using NanoBanana.Core.Images;
using NanoBanana.Core.Images.Resumable;
using NanoBanana.Core.Images.Selections;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.UseCases;

namespace NanoBanana.Worker.Reconciliation;

/// <summary>Looks after what is due: changes that a crash left between two steps, deletions whose time has come, unused bytes.</summary>
internal sealed partial class Reconciler(
    PendingWork pending, SessionReconciler sessions, ImageBin bin, SelectionExpiry selections, ObjectReferences references,
    ResumableUploads uploads, AccountErasure accounts, EditReconciler edits, TimeProvider time, ILogger<Reconciler> logger) : BackgroundService
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
                var (things, noted) = await pending.TakeAsync(Lease, Batch);
                foreach (var thing in things)
                {
                    await ReconcileAsync(thing, noted, stoppingToken);
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

    private async Task ReconcileAsync(string found, long noted, CancellationToken cancellationToken)
    {
        var thing = WorkItem.Of(found);
        try
        {
            var colon = thing.IndexOf(':') + 1;
            var (kind, id) = (thing[..colon], thing[colon..]);
            var done = kind switch
            {
                WorkItem.SessionPrefix => await sessions.ReconcileAsync(id),
                WorkItem.ImagePrefix => await bin.PurgeAsync(id),
                WorkItem.MaskPrefix => await selections.ExpireAsync(id),
                WorkItem.ObjectPrefix => await references.RemoveIfUnusedAsync(id, cancellationToken),
                WorkItem.UploadPrefix => await uploads.ExpireAsync(id),
                WorkItem.UserPrefix => await EraseAsync(id),
                WorkItem.UnitsPrefix => await DropReservationAsync(id),
                _ => true,
            };
            if (!done && found != thing)
            {
                // The thing is looked at again; the change itself is past.
                await pending.EnqueueAsync(thing, Lease);
            }

            if (done || found != thing)
            {
                await pending.CompleteAsync(found, noted);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // It becomes due again by itself.
            LogFailed(exception, thing);
        }
    }

    private async Task<bool> EraseAsync(string userId)
    {
        await accounts.EraseAsync(userId);
        return true;
    }

    private async Task<bool> DropReservationAsync(string userAndEdit)
    {
        await edits.DropReservationAsync(userAndEdit);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "Looking after what is due failed; it is tried again", EventName = "reconciler.outage")]
    private partial void LogOutage(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Looking after {Thing} failed; it is tried again", EventName = "reconciler.failed")]
    private partial void LogFailed(Exception exception, string thing);
}
