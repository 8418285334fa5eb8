using System.Text.Json;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Events;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Sessions;

/// <summary>
/// Brings a session's state to its members' own lists and logs, which lie in other slots. Repeating it changes nothing: each user's
/// slot remembers how far it knows the session.
/// </summary>
internal sealed class FanOut(IDatabase database, IOptions<EventOptions> options)
{
    private static readonly RedisScript Script = new(LogScript.Append + """
        local user, sessions, seen, log = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
        local id, seq, updated, state, now, limits, data = unpack(ARGV)
        if redis.call('EXISTS', user) == 0 then return 0 end
        local known = redis.call('HGET', seen, id)
        local type
        if state == 'deleted' then
          if not known then return 0 end
          redis.call('HDEL', seen, id)
          redis.call('ZREM', sessions, id)
          type = 'session.deleted'
        else
          if known and tonumber(known) >= tonumber(seq) then return 0 end
          redis.call('HSET', seen, id, seq)
          redis.call('ZADD', sessions, updated, id)
          type = known and 'session.updated' or 'session.created'
        end
        append(user, log, now, limits, type, '', data, id)
        return 1
        """);

    public async Task RunAsync(string sessionId)
    {
        var reading = database.HashGetAllAsync(Keys.Session(sessionId));
        var members = await database.HashGetAllAsync(Keys.Members(sessionId));
        var session = (await reading).Fields();
        if (!session.TryGetValue("ownerId", out _))
        {
            return;
        }

        var state = session.ContainsKey("deletedAt") ? "deleted" : "here";
        var data = JsonSerializer.Serialize(session, SessionJson.Default.DictionaryStringString);
        await Task.WhenAll(members.Select(member => ToAsync(member.Name.Text(), sessionId, session, state, data)));
    }

    private Task ToAsync(string userId, string sessionId, Dictionary<string, string> session, string state, string data) =>
        Script.RunAsync(database,
            [Keys.User(userId), Keys.UserSessions(userId), Keys.UserSeen(userId), Keys.UserLog(userId)],
            sessionId, session["seq"], session["updatedAt"], state, session["updatedAt"], options.Value.LogLimits, data);
}
