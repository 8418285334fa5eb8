using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Events;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sharing;
using StackExchange.Redis;

namespace NanoBanana.Core.Sessions;

/// <summary>
/// Brings a session's state to its members' own lists and logs, which lie in other slots, and takes it from those who left. Repeating
/// it changes nothing: each user's slot remembers how far it knows the session, and with which <c>seq</c> it lost it.
/// </summary>
internal sealed class MembershipProjection(IDatabase database, IOptions<EventOptions> options)
{
    private static readonly RedisScript Script = RedisScript.Load("members/project");
    private static readonly RedisScript ForgetScript = RedisScript.Load("members/forget-leaving");

    /// <returns>False when a member's account is gone: the reconciler then ends the membership.</returns>
    public async Task<bool> ProjectAsync(SessionId sessionId)
    {
        // In this order: whoever is a member here was one no earlier than at this state of the session.
        var session = database.HashGetAllAsync(Keys.Session(sessionId));
        var members = database.HashGetAllAsync(Keys.Members(sessionId));
        var leaving = await database.HashGetAllAsync(Keys.Leaving(sessionId));
        return await ProjectAsync(sessionId, new((await session).Fields(), (await members).Rows<UserId>(), leaving.Rows<UserId>()));
    }

    /// <summary>The same of a state that is known.</summary>
    public async Task<bool> ProjectAsync(SessionId sessionId, ProjectedSession known)
    {
        var session = known.Session;
        if (!session.ContainsKey("ownerId"))
        {
            return true;
        }

        var state = session.ContainsKey("deletedAt") ? "deleted" : "here";
        var data = JsonSerializer.Serialize(session, SessionJson.Default.DictionaryStringString);
        var telling = known.Members.Select(member => ToMemberAsync(member, sessionId, session, state, data)).ToList();
        await Task.WhenAll(known.Leaving.Select(member => ToLeavingAsync(member, sessionId, session["updatedAt"])));
        return (await Task.WhenAll(telling)).All(isThere => isThere);
    }

    private Task<bool> ToMemberAsync(
        KeyValuePair<UserId, string> member, SessionId sessionId, Dictionary<string, string> session, string state, string data)
    {
        var row = MemberRow.From(member.Key, member.Value);
        return ToAsync(
            row.UserId, sessionId, session["seq"], session["updatedAt"], state, data, Membership.NameOf(row.Role), row.Write(),
            SeenSession.View(sessionId, session, row.Role), session);
    }

    private async Task ToLeavingAsync(KeyValuePair<UserId, string> member, SessionId sessionId, string updatedAt)
    {
        var (userId, seq) = (member.Key, member.Value);
        await ToAsync(userId, sessionId, seq, updatedAt, "removed", "{}", "", $$"""{"userId":"{{userId}}"}""");
        await ForgetScript.EvaluateAsync(database, [Keys.Leaving(sessionId)], userId.Value, seq);
    }

    private async Task<bool> ToAsync(
        UserId userId, SessionId sessionId, string seq, string updatedAt, string state, string data, string role, string member,
        string view = "", Dictionary<string, string>? session = null) =>
        (long)await Script.EvaluateAsync(database,
            [
                Keys.User(userId), Keys.UserSessions(userId), Keys.UserSeen(userId), Keys.UserLeft(userId), Keys.UserLog(userId),
                Keys.Erased(userId), Keys.Usage(userId), Keys.UsageTotals(userId),
            ],
            sessionId.Value, seq, updatedAt, state, updatedAt, LogLimits.Traced(options.Value.LogLimits), data, role, view, member,
            Count(session, "imageCount"), Count(session, "bytes"), Count(session, "textBytes") + Count(session, "copyBytes")) >= 0;

    private static long Count(Dictionary<string, string>? session, string field) =>
        long.Parse(session?.GetValueOrDefault(field) ?? "0", CultureInfo.InvariantCulture);
}

/// <summary>What the members' lists are told of a session: its fields, its members, and who is leaving.</summary>
internal sealed record ProjectedSession(
    Dictionary<string, string> Session, Dictionary<UserId, string> Members, Dictionary<UserId, string> Leaving);
