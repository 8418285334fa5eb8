using NanoBanana.Core.Events;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Sessions;

/// <summary>
/// A change of one session. The caller's role is checked, the change made and its event written in one Lua script: nobody sees
/// one without the other. The body answers <c>{ word, value… }</c>; <c>ok</c> is success. With it comes the state that the members' lists are
/// told, if they are.
/// </summary>
internal sealed class SessionScript(string body)
{
    /// <summary>
    /// Keys and arguments that every body can use, before its own (K, A); <c>put</c> and <c>drop</c> keep count of the rows' bytes, and
    /// <c>touch</c> goes with every change of a text: the index for the search is open from then on.
    /// </summary>
    private const string Prelude = """
        local session, members, log, leaving, index = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
        local user, now, limits, least, telling = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
        local K, A = {unpack(KEYS, 6)}, {unpack(ARGV, 6)}
        local ranks = {viewer = 1, editor = 2, owner = 3}
        local role = 'owner'

        local state = redis.call('HMGET', session, 'ownerId', 'deletedAt')
        if not state[1] or state[2] then return {{'missing'}} end
        if user ~= '' then
          local member = redis.call('HGET', members, user)
          if not member then return {{'missing'}} end
          role = string.match(member, '^%a+')
          if ranks[role] < ranks[least] then return {{'forbidden'}} end
        end

        local emitted = 0
        local function emit(type, data)
          emitted = emitted + 1
          return append(session, log, now, limits, type, user, data)
        end
        local function count(bytes) if bytes ~= 0 then redis.call('HINCRBY', session, 'textBytes', bytes) end end
        local function put(rows, id, data)
          count(#data - redis.call('HSTRLEN', rows, id))
          redis.call('HSET', rows, id, data)
        end
        local function drop(rows, id)
          local bytes = redis.call('HSTRLEN', rows, id)
          if redis.call('HDEL', rows, id) == 0 then return false end
          count(-bytes)
          return true
        end
        local function touch()
          redis.call('HSET', session, 'updatedAt', now)
          redis.call('SETBIT', index, 0, 0)
        end
        local function change()

        """;

    private const string Rest = """

        end
        local answer = change()
        if answer[1] ~= 'ok' or telling == '' then return {answer, emitted} end
        return {answer, emitted, redis.call('HGETALL', session), redis.call('HGETALL', members), redis.call('HGETALL', leaving)}
        """;

    private readonly RedisScript _script = new($"{LogScript.Append}{Prelude}  {body.ReplaceLineEndings("\n  ")}{Rest}");

    public string Text => _script.Text;

    /// <param name="telling">Whether the members' lists are to be told: the state of the session comes along.</param>
    /// <returns>The body's answer, the state, and how many events were written.</returns>
    public async Task<(RedisResult[] Answer, ProjectedSession? State, long Events)> EvaluateAsync(
        IDatabase database, string sessionId, string? userId, Role least, DateTimeOffset now, string logLimits, bool telling,
        RedisKey[] keys, params RedisValue[] values)
    {
        using var commit = SessionTrace.Commit(sessionId);
        var result = (await _script.EvaluateAsync(database,
            [
                Keys.Session(sessionId), Keys.Members(sessionId), Keys.SessionLog(sessionId), Keys.Leaving(sessionId), Keys.TextIndex(sessionId), .. keys,
            ],
            [userId ?? "", now.ToUnixTimeMilliseconds(), LogScript.Traced(logLimits), Membership.NameOf(least), telling ? "1" : "", .. values])).Items();
        return (
            result[0].Items(), result.Length <= 2 ? null : new(result[2].Fields(), result[3].Fields(), result[4].Fields()),
            result.Length == 1 ? 0 : (long)result[1]);
    }
}
