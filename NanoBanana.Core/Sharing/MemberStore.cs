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
    /// <summary>Writes a member and its event; <c>is</c> is the member's row, <c>by</c> the caller.</summary>
    public const string Admit = """
        local function admit(id, is, leaving, by)
          redis.call('HSET', members, id, is)
          redis.call('HDEL', leaving, id)
          touch()
          local role, at = string.match(is, '^(%a+):(%d+)')
          append(session, log, now, limits, 'member.added', by, '{"userId":"' .. id .. '","role":"' .. role .. '","joinedAt":' .. at .. '}')
        end

        """;

    private static readonly SessionScript AddScript = new(Admit + """
        local id, wanted, most, parted = A[1], A[2], tonumber(A[3]), K[2]
        local known = redis.call('HGET', members, id)
        if not known then
          if redis.call('HLEN', members) >= most then return {'full'} end
          local row = wanted .. ':' .. now
          redis.call('HDEL', parted, id)
          admit(id, row, K[1], user)
          return {'ok', row, 1}
        end
        local was, at = string.match(known, '^(%a+):(%d+)')
        if was == 'owner' then return {'unknown'} end
        local row = wanted .. ':' .. at
        redis.call('HDEL', parted, id)
        if was ~= wanted then admit(id, row, K[1], user) end
        return {'ok', row, 0}
        """);

    /// <summary>
    /// Whoever is removed does not come back by a link, and the link they came by ends; whoever leaves as a viewer comes back as one. An
    /// account that is erased leaves no trace.
    /// </summary>
    private static readonly SessionScript RemoveScript = new("""
        local id, erased = A[1], A[2] == '1'
        local leaving, with, parted, invites, uses = unpack(K)
        if user ~= '' and user ~= id and role ~= 'owner' then return {'forbidden'} end
        local known = redis.call('HGET', members, id)
        if not known then return {'missing'} end
        if string.match(known, '^owner:') then return {'forbidden'} end
        local code = redis.call('HGET', with, id)
        redis.call('HDEL', members, id)
        redis.call('HDEL', with, id)
        if erased then
          redis.call('HDEL', parted, id)
        elseif user ~= id then
          redis.call('HSET', parted, id, 'none')
          if code then
            redis.call('HDEL', invites, code)
            redis.call('HDEL', uses, code)
          end
        elseif string.match(known, '^viewer:') then
          redis.call('HSET', parted, id, 'viewer')
        end
        touch()
        redis.call('HSET', leaving, id, emit('member.removed', '{"userId":"' .. id .. '"}'))
        return {'ok'}
        """);

    /// <summary>Who may open the session, its owner first, then in the order they joined.</summary>
    public async Task<Page<Member>> ListAsync(string sessionId, string? cursor, int limit)
    {
        var after = SortedSetCursor.From(cursor);
        var rows = (await database.HashGetAllAsync(Keys.Members(sessionId)))
            .Select(entry => MemberRow.From(entry.Name.Text(), entry.Value.Text()))
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
    /// Shares the session with a user, or changes their role; <see cref="CommandResult.Unknown"/> for its owner.
    /// </summary>
    public async Task<(CommandResult Outcome, MemberRow? Member, bool IsNew)> AddAsync(
        string callerId, string sessionId, string userId, Role role)
    {
        var (outcome, answer) = await transaction.CommitAsync(AddScript, sessionId, callerId, Role.Owner,
            [Keys.Leaving(sessionId), Keys.Parted(sessionId)], [userId, Membership.NameOf(role), options.Value.MembersPerSession]);
        return outcome == CommandResult.Ok
            ? (outcome, MemberRow.From(userId, answer[1].Text()), (long)answer[2] == 1) : (outcome, null, false);
    }

    /// <summary>Ends a membership. Members may end their own; the owner may end all others.</summary>
    public Task<CommandResult> RemoveAsync(string callerId, string sessionId, string userId) =>
        EndAsync(callerId, sessionId, userId, isErased: false);

    /// <summary>Ends the membership of an account that is erased.</summary>
    public Task ForgetAsync(string sessionId, string userId) => EndAsync(userId, sessionId, userId, isErased: true);

    private async Task<CommandResult> EndAsync(string callerId, string sessionId, string userId, bool isErased) =>
        (await transaction.CommitAsync(RemoveScript, sessionId, callerId, Role.Viewer,
            [
                Keys.Leaving(sessionId), Keys.JoinedWith(sessionId), Keys.Parted(sessionId),
                Keys.Invites(sessionId), Keys.InviteUses(sessionId),
            ],
            [userId, isErased])).Outcome;
}
