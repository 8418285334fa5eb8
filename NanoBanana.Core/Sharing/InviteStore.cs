using Microsoft.Extensions.Options;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using StackExchange.Redis;

namespace NanoBanana.Core.Sharing;

/// <summary>Links with which others join a session.</summary>
internal sealed class InviteStore(IDatabase database, SessionTransaction transaction, IOptions<SharingOptions> options, TimeProvider time)
{
    private static readonly SessionScript CreateScript = SessionScript.Load("invites/create");
    private static readonly SessionScript RevokeScript = SessionScript.Load("invites/revoke");
    private static readonly SessionScript JoinScript = SessionScript.Load("invites/join");

    public async Task<CommandResult<InviteRow>> CreateAsync(
        UserId callerId, SessionId sessionId, string id, CreateInviteRequest request)
    {
        var invite = new InviteRow(
            id, LinkCode.New(sessionId), request.Role!.Value, request.ExpiresAt?.ToUnixTimeMilliseconds(), request.MaxUses);
        var reply = await transaction.CommitAsync(CreateScript, sessionId, callerId, Role.Owner,
            [Keys.Invites(sessionId), Keys.InviteUses(sessionId)], [id, invite.Code, invite.Write(), options.Value.InvitesPerSession]);
        return reply.Read(InviteRow.Read);
    }

    /// <summary>The session's links that have not expired, newest first, each with its uses.</summary>
    public async Task<Page<CountedInvite>> ListAsync(SessionId sessionId, string? cursor, int limit)
    {
        var before = cursor is null ? null : Cursors.Decode(cursor);
        var counting = database.HashGetAllAsync(Keys.InviteUses(sessionId));
        var rows = await database.HashGetAllAsync(Keys.Invites(sessionId));
        var uses = (await counting).ToDictionary(entry => entry.Name.Text(), entry => (int)entry.Value);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return rows.Select(row => InviteRow.Read(row.Value.Text()))
            .Where(invite => invite.ExpiresAt is not { } end || end > now)
            .Where(invite => before is null || string.CompareOrdinal(invite.Id, before) < 0)
            .OrderByDescending(invite => invite.Id, StringComparer.Ordinal)
            .Take(limit + 1).Select(invite => new CountedInvite(invite, uses.GetValueOrDefault(invite.Code))).ToList()
            .ToPage(limit, item => Cursors.Encode(item.Invite.Id));
    }

    public async Task<CommandStatus> RevokeAsync(UserId callerId, SessionId sessionId, string code) =>
        (await transaction.CommitAsync(RevokeScript, sessionId, callerId, Role.Owner,
            [Keys.Invites(sessionId), Keys.InviteUses(sessionId)], [code])).Status;

    /// <summary>Whether somebody can join with the code now.</summary>
    public async Task<bool> IsOpenAsync(string code) => await FindOpenAsync(code) is not null;

    /// <summary>The invitation that somebody can join with now; null for every other code.</summary>
    public async Task<OpenInvite?> FindOpenAsync(string code) => SessionOf(code) is { } sessionId
        && (string?)await database.HashGetAsync(Keys.Invites(sessionId), code) is { } row && InviteRow.Read(row) is var invite
        && (invite.ExpiresAt is not { } end || end > time.GetUtcNow().ToUnixTimeMilliseconds())
        && (invite.MaxUses is not { } most || (int)await database.HashGetAsync(Keys.InviteUses(sessionId), code) < most)
        && await database.HashGetAsync(Keys.Session(sessionId), ["ownerId", "deletedAt", "title"])
            is [{ IsNull: false } owner, { IsNull: true }, var title]
            ? new(invite.Role, sessionId, new(owner.Text()), (string?)title ?? "")
            : null;

    /// <summary>
    /// Makes the user a member; for one who is, nothing changes and no use is counted. A removed member is not let in, and who left as
    /// a viewer is a viewer again.
    /// </summary>
    /// <returns>The session that the code is for.</returns>
    public async Task<CommandResult<SessionId>> JoinAsync(UserId userId, string code)
    {
        // Guessing leaves no trace.
        if (SessionOf(code) is not { } sessionId || !await database.HashExistsAsync(Keys.Invites(sessionId), code))
        {
            return CommandStatus.Missing;
        }

        var reply = await transaction.CommitAsync(JoinScript, sessionId, null, Role.Owner,
            [
                Keys.Invites(sessionId), Keys.InviteUses(sessionId), Keys.Leaving(sessionId),
                Keys.JoinedWith(sessionId), Keys.Parted(sessionId),
            ],
            [code, userId.Value, options.Value.MembersPerSession]);
        return reply.Status == CommandStatus.Done ? sessionId : reply.With(sessionId);
    }

    private static SessionId? SessionOf(string code) => LinkCode.IdIn(code) is { } id ? new(id) : null;
}

/// <summary>An invitation that somebody can join with.</summary>
/// <param name="Title">Of the session; may be empty.</param>
internal sealed record OpenInvite(Role Role, SessionId SessionId, UserId OwnerId, string Title);

/// <summary>An invitation, and how many joined with it.</summary>
internal readonly record struct CountedInvite(InviteRow Invite, int Uses);
