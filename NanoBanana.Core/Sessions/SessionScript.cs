using NanoBanana.Core.Events;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Sessions;

/// <summary>
/// A change of one session. The caller's role is checked, the change made and its event written in one Lua script: nobody sees
/// one without the other. The script answers <c>{ word, value… }</c>; <c>ok</c> is success. With it comes the state that the members' lists
/// are told, if they are.
/// </summary>
internal sealed class SessionScript
{
    private readonly RedisScript _script;

    private SessionScript(RedisScript script) => _script = script;

    public string Text => _script.Text;

    /// <param name="name">The file without its extension; it includes <c>shared/session</c>.</param>
    public static SessionScript Load(string name) => new(RedisScript.Load(name));

    /// <param name="telling">Whether the members' lists are to be told: the state of the session comes along.</param>
    public async Task<SessionScriptResult> EvaluateAsync(
        IDatabase database, SessionId sessionId, UserId? userId, Role least, DateTimeOffset now, string logLimits, bool telling,
        RedisKey[] keys, params RedisValue[] values)
    {
        using var commit = SessionTrace.Commit(sessionId);
        var result = (await _script.EvaluateAsync(database,
            [
                Keys.Session(sessionId), Keys.Members(sessionId), Keys.SessionLog(sessionId), Keys.Leaving(sessionId),
                Keys.TextIndex(sessionId), .. keys,
            ],
            [
                userId?.Value ?? "", now.ToUnixTimeMilliseconds(), LogLimits.Traced(logLimits), Membership.NameOf(least),
                telling ? "1" : "",
                .. values,
            ])).Items();
        return new(
            ScriptReply.From(result[0].Items()),
            result.Length <= 2 ? null : new(result[2].Fields(), result[3].Rows<UserId>(), result[4].Rows<UserId>()),
            result.Length == 1 ? 0 : (long)result[1]);
    }
}

/// <summary>What a script did to a session.</summary>
/// <param name="State">What the members' lists are told, if they are.</param>
/// <param name="Events">How many were written.</param>
internal readonly record struct SessionScriptResult(ScriptReply Reply, ProjectedSession? State, long Events);
