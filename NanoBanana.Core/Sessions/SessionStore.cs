using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Events;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Throttling;
using StackExchange.Redis;

namespace NanoBanana.Core.Sessions;

/// <summary>Sessions and who belongs to them.</summary>
internal sealed class SessionStore(
    IDatabase database, SessionTransaction transaction, PendingWork pending, MembershipProjection projection, EditCancellation edits, StorageQuota quota,
    IOptions<SessionOptions> options, IOptions<EventOptions> events, TimeProvider time)
{
    private static readonly RedisScript CreateScript = RedisScript.Load("sessions/create");
    private static readonly SessionScript RenameScript = SessionScript.Load("sessions/rename");
    private static readonly SessionScript DeleteScript = SessionScript.Load("sessions/delete");
    private static readonly RedisScript RestoreScript = RedisScript.Load("sessions/restore");

    /// <exception cref="StorageFullException">The user owns as many sessions as they may.</exception>
    public async Task<Session> CreateAsync(string userId, string id, string title)
    {
        await using var place = await quota.TakeSessionAsync(userId);
        var now = time.GetUtcNow();
        var noted = await pending.EnqueueAsync(WorkItem.Session(id));
        await CreateScript.EvaluateAsync(database, [Keys.Session(id), Keys.Members(id)],
            userId, title, now.ToUnixTimeMilliseconds(), Membership.Row(Role.Owner, now));
        if (await projection.ProjectAsync(id))
        {
            await pending.CompleteAsync(WorkItem.Session(id), noted);
        }

        return (await FindAsync(userId, id))!;
    }

    /// <summary>The session as the user sees it; null when the user is no member of it or it is deleted.</summary>
    public async Task<Session?> FindAsync(string userId, string id) =>
        await ReadAsync(userId, id) is { } found ? found.Session.ToContract(found.Role) : null;

    /// <summary>The user's role; null when the user is no member of it or it is deleted.</summary>
    public async Task<Role?> RoleAsync(string userId, string id) => (await AccessAsync(userId, id))?.Role;

    /// <summary>The user's role, and whose the session is.</summary>
    public async Task<(Role Role, string OwnerId)?> AccessAsync(string userId, string id)
    {
        var session = database.HashGetAsync(Keys.Session(id), ["deletedAt", "ownerId"]);
        var member = await database.HashGetAsync(Keys.Members(id), userId);
        return await session is [{ IsNull: true }, { IsNull: false } owner] && (string?)member is { } row
            ? (Membership.RoleOf(row), owner.Text()) : null;
    }

    public async Task<(SessionRow Session, Role Role)?> ReadAsync(string userId, string id)
    {
        var reading = database.HashGetAllAsync(Keys.Session(id));
        var member = await database.HashGetAsync(Keys.Members(id), userId);
        var fields = (await reading).Fields();
        return SessionRow.From(id, fields) is { DeletedAt: null } session && (string?)member is { } row
            ? (session, Membership.RoleOf(row))
            : null;
    }

    public async Task<CommandResult> RenameAsync(string userId, string id, string title) =>
        (await transaction.CommitAsync(RenameScript, id, userId, Role.Editor, [], [title])).Outcome;

    /// <summary>Deletes the session for its owner; what is being edited in it is cancelled before.</summary>
    public async Task<CommandResult> DeleteAsync(string userId, string id)
    {
        if (await RoleAsync(userId, id) == Role.Owner)
        {
            await edits.AllAsync(id);
        }

        var (outcome, _) = await transaction.CommitAsync(DeleteScript, id, userId, Role.Owner, [], [$$"""{"id":"{{id}}"}"""]);
        if (outcome == CommandResult.Ok)
        {
            await pending.EnqueueAsync(WorkItem.Session(id), options.Value.RestoreWindow);
        }

        return outcome;
    }

    /// <summary>Undoes a deletion while that can be done; null when there is nothing of the user's to restore.</summary>
    public async Task<Session?> RestoreAsync(string userId, string id)
    {
        var now = time.GetUtcNow();

        // The note stays: jobs that found the session deleted were dropped, and the reconciler queues them anew.
        await pending.EnqueueAsync(WorkItem.Session(id));
        var restored = await RestoreScript.EvaluateAsync(database, [Keys.Session(id), Keys.SessionLog(id)],
            userId, (now - options.Value.RestoreWindow).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(),
            LogLimits.Traced(events.Value.LogLimits));
        if ((long)restored == 0)
        {
            return null;
        }

        await projection.ProjectAsync(id);
        return await FindAsync(userId, id);
    }
}
