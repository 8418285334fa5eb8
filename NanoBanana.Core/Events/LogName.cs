using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Events;

/// <summary>One log: of a session or of a user.</summary>
/// <param name="Stream">The stream, which is also the name of its channel.</param>
/// <param name="Owner">The hash whose <c>seq</c> counts the entries.</param>
/// <param name="SessionId">The session that the log is of; null for a user's.</param>
internal sealed record LogName(RedisKey Stream, RedisKey Owner, SessionId? SessionId)
{
    public string Channel => Stream.ToString();

    public static LogName OfSession(SessionId id) => new(Keys.SessionLog(id), Keys.Session(id), id);

    public static LogName OfUser(UserId id) => new(Keys.UserLog(id), Keys.User(id), null);
}
