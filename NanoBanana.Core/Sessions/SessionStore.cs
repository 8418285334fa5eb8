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
    IDatabase database, SessionTransaction transaction, PendingWork pending, MembershipProjection projection, EditCancellation edits,
    StorageQuota quota,
    IOptions<SessionOptions> options, IOptions<EventOptions> events, TimeProvider time)
{
    private static readonly RedisScript CreateScript = RedisScript.Load("sessions/create");
    private static readonly SessionScript RenameScript = SessionScript.Load("sessions/rename");
    private static readonly SessionScript DeleteScript = SessionScript.Load("sessions/delete");
    private static readonly RedisScript RestoreScript = RedisScript.Load("sessions/restore");

    /// <exception cref="StorageFullException">The user owns as many sessions as they may.</exception>
    public async Task<Session> CreateAsync(UserId userId, SessionId id, string title)
    {
        await using var place = await quota.TakeSessionAsync(userId);
        var now = time.GetUtcNow();
        var dueAt = await pending.EnqueueAsync(WorkItem.Session(id));
        await CreateScript.EvaluateAsync(database, [Keys.Session(id), Keys.Members(id)],
            userId.Value, title, now.ToUnixTimeMilliseconds(), Membership.Row(Role.Owner, now));
        if (await projection.ProjectAsync(id))
        {
            await pending.CompleteAsync(WorkItem.Session(id), dueAt);
        }

        return (await FindAsync(userId, id))!;
    }

    /// <summary>The session as the user sees it; null when the user is no member of it or it is deleted.</summary>
    public async Task<Session?> FindAsync(UserId userId, SessionId id) =>
        await ReadAsync(userId, id) is { } found ? found.Session.ToContract(found.Role) : null;

    /// <summary>The user's role; null when the user is no member of it or it is deleted.</summary>
    public async Task<Role?> RoleAsync(UserId userId, SessionId id) => (await AccessAsync(userId, id))?.Role;

    /// <summary>The user's role, and whose the session is.</summary>
    public async Task<SessionRole?> AccessAsync(UserId userId, SessionId id)
    {
        var session = database.HashGetAsync(Keys.Session(id), ["deletedAt", "ownerId"]);
        var member = await database.HashGetAsync(Keys.Members(id), userId.Value);
        return await session is [{ IsNull: true }, { IsNull: false } owner] && (string?)member is { } row
            ? new(Membership.RoleOf(row), new(owner.Text())) : null;
    }

    public async Task<SessionAccess?> ReadAsync(UserId userId, SessionId id)
    {
        var reading = database.HashGetAllAsync(Keys.Session(id));
        var member = await database.HashGetAsync(Keys.Members(id), userId.Value);
        var fields = (await reading).Fields();
        return SessionRow.From(id, fields) is { DeletedAt: null } session && (string?)member is { } row
            ? new(session, Membership.RoleOf(row))
            : null;
    }

    public async Task<CommandStatus> RenameAsync(UserId userId, SessionId id, string title) =>
        (await transaction.CommitAsync(RenameScript, id, userId, Role.Editor, [], [title])).Status;

    /// <summary>Deletes the session for its owner; what is being edited in it is cancelled before.</summary>
    public async Task<CommandStatus> DeleteAsync(UserId userId, SessionId id)
    {
        if (await RoleAsync(userId, id) == Role.Owner)
        {
            await edits.AllAsync(id);
        }

        var reply = await transaction.CommitAsync(DeleteScript, id, userId, Role.Owner, [], [$$"""{"id":"{{id}}"}"""]);
        if (reply.IsOk)
        {
            await pending.EnqueueAsync(WorkItem.Session(id), options.Value.RestoreWindow);
        }

        return reply.Status;
    }

    /// <summary>Undoes a deletion while that can be done; null when there is nothing of the user's to restore.</summary>
    public async Task<Session?> RestoreAsync(UserId userId, SessionId id)
    {
        var now = time.GetUtcNow();

        // The item stays: jobs that found the session deleted were dropped, and the reconciler queues them anew.
        await pending.EnqueueAsync(WorkItem.Session(id));
        var restored = await RestoreScript.EvaluateAsync(database, [Keys.Session(id), Keys.SessionLog(id)],
            userId.Value, (now - options.Value.RestoreWindow).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(),
            LogLimits.Traced(events.Value.LogLimits));
        if ((long)restored == 0)
        {
            return null;
        }

        await projection.ProjectAsync(id);
        return await FindAsync(userId, id);
    }
}

/// <summary>A session and the role of who asks for it.</summary>
internal readonly record struct SessionAccess(SessionRow Session, Role Role);

/// <summary>The role of a user in a session, and whose it is.</summary>
internal readonly record struct SessionRole(Role Role, UserId OwnerId);
