using Microsoft.Extensions.Options;
using NanoBanana.Core.Images;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Sharing;
using StackExchange.Redis;

namespace NanoBanana.Core.UseCases;

/// <summary>Finishes what a session's changes may have left undone, and removes a deleted session when its time has come.</summary>
internal sealed class SessionReconciler(
    IDatabase database, MembershipProjection projection, SessionStore sessions, MemberStore members, ThumbnailJobs thumbnails,
    EditReconciler edits, SessionErasure erasure, PendingWork pending,
    IOptions<SessionOptions> options, TimeProvider time)
{
    /// <returns>False when the session has been noted for later.</returns>
    public async Task<bool> ReconcileAsync(SessionId sessionId)
    {
        var fields = (await database.HashGetAllAsync(Keys.Session(sessionId))).Fields();
        if (SessionRow.From(sessionId, fields) is not { } session)
        {
            return true;
        }

        if (!await projection.ProjectAsync(sessionId) && await EndMembershipsAsync(session))
        {
            return false;
        }

        if (session.DeletedAt is not { } deletedAt)
        {
            await thumbnails.EnqueueMissingAsync(sessionId);
            await edits.ReconcileAsync(sessionId);
            return true;
        }

        await edits.StopAsync(sessionId);

        var left = deletedAt + options.Value.RestoreWindow - time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            await pending.EnqueueAsync(WorkItem.Session(sessionId), left);
            return false;
        }

        await erasure.EraseAsync(sessionId);
        return true;
    }

    /// <summary>Ends the memberships of erased accounts; what such an account owns is erased.</summary>
    /// <returns>True when the session changed: it is looked after once more.</returns>
    private async Task<bool> EndMembershipsAsync(SessionRow session)
    {
        var changed = false;
        foreach (var member in (await database.HashKeysAsync(Keys.Members(session.Id))).Select(id => new UserId(id.Text())))
        {
            if (await database.KeyExistsAsync(Keys.Erased(member)))
            {
                changed = true;
                await (member == session.OwnerId ? EraseAsync(session) : members.ForgetAsync(session.Id, member));
            }
        }

        return changed;
    }

    private async Task EraseAsync(SessionRow session)
    {
        await sessions.DeleteAsync(session.OwnerId, session.Id);
        await erasure.EraseAsync(session.Id);
    }
}
