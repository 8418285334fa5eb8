using Microsoft.Extensions.Options;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using StackExchange.Redis;

namespace NanoBanana.Core.Sharing;

/// <summary>Who may open a session.</summary>
internal sealed class MemberStore(IDatabase database, SessionTransaction transaction, IOptions<SharingOptions> options)
{
    private static readonly SessionScript AddScript = SessionScript.Load("members/add");
    private static readonly SessionScript RemoveScript = SessionScript.Load("members/remove");

    /// <summary>Who may open the session, its owner first, then in the order they joined.</summary>
    public async Task<Page<Member>> ListAsync(SessionId sessionId, string? cursor, int limit)
    {
        var after = SortedSetCursor.From(cursor);
        var rows = (await database.HashGetAllAsync(Keys.Members(sessionId)))
            .Select(entry => MemberRow.From(new(entry.Name.Text()), entry.Value.Text()))
            .Select(row => (Row: row, Cursor: new SortedSetCursor(row.Role == Role.Owner ? 0 : row.JoinedAt, row.UserId)))
            .OrderBy(item => item.Cursor.Score).ThenBy(item => item.Cursor.Member, StringComparer.Ordinal)
            .Where(item => after is null || item.Cursor.Score > after.Score
                || item.Cursor.Score == after.Score && string.CompareOrdinal(item.Cursor.Member, after.Member) > 0)
            .Take(limit + 1).ToList();
        var page = rows.ToPage(limit, item => item.Cursor.ToCursor());
        var members = await Task.WhenAll(page.Items.Select(item => ViewAsync(item.Row)));

        // Nobody goes by the name of an account that is being erased.
        return new([.. members.Where(member => member.Username.Length > 0)], page.NextCursor);
    }

    /// <summary>The member with the current user name.</summary>
    public async Task<Member> ViewAsync(MemberRow row) => new(
        row.UserId, (await database.HashGetAsync(Keys.User(row.UserId), "username")).Text(), row.Role,
        DateTimeOffset.FromUnixTimeMilliseconds(row.JoinedAt));

    /// <summary>
    /// Shares the session with a user, or changes their role; <see cref="CommandStatus.Unknown"/> for its owner.
    /// </summary>
    public async Task<CommandResult<AddedMember>> AddAsync(
        UserId callerId, SessionId sessionId, UserId userId, Role role)
    {
        var reply = await transaction.CommitAsync(AddScript, sessionId, callerId, Role.Owner,
            [Keys.Leaving(sessionId), Keys.Parted(sessionId)], [userId.Value, Membership.NameOf(role), options.Value.MembersPerSession]);
        return reply.IsOk ? new AddedMember(MemberRow.From(userId, reply.Fields[1].Text()), (long)reply.Fields[2] == 1) : reply.Status;
    }

    /// <summary>Ends a membership. Members may end their own; the owner may end all others.</summary>
    public Task<CommandStatus> RemoveAsync(UserId callerId, SessionId sessionId, UserId userId) =>
        EndAsync(callerId, sessionId, userId, isErased: false);

    /// <summary>Ends the membership of an account that is erased.</summary>
    public Task ForgetAsync(SessionId sessionId, UserId userId) => EndAsync(userId, sessionId, userId, isErased: true);

    private async Task<CommandStatus> EndAsync(UserId callerId, SessionId sessionId, UserId userId, bool isErased) =>
        (await transaction.CommitAsync(RemoveScript, sessionId, callerId, Role.Viewer,
            [
                Keys.Leaving(sessionId), Keys.JoinedWith(sessionId), Keys.Parted(sessionId),
                Keys.Invites(sessionId), Keys.InviteUses(sessionId),
            ],
            [userId.Value, isErased])).Status;
}

/// <summary>A member that somebody shared a session with.</summary>
/// <param name="IsNew">Whether they joined by it; else their role was changed.</param>
internal sealed record AddedMember(MemberRow Member, bool IsNew);
