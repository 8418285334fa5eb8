using NanoBanana.Core.Events;
using NanoBanana.Core.Redis;

namespace NanoBanana.Core.UseCases;

/// <summary>
/// The steps of <see cref="SessionFounder"/>. <c>founding</c> in the session's hash says that it was never shown, and who fills it.
/// </summary>
internal static class SessionFounding
{
    /// <summary>
    /// KEYS: session, members. ARGV: owner, title, now, until when it stays hidden, the owner's row, who fills it. Takes over from who
    /// filled it before; answers 0 where it is being erased, or was shown.
    /// </summary>
    public static readonly RedisScript Begin = new("""
        local founding = redis.call('HGET', KEYS[1], 'founding')
        if founding == 'gone' or not founding and redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
        if founding then
          redis.call('HSET', KEYS[1], 'deletedAt', ARGV[4], 'founding', ARGV[6])
          return 1
        end
        redis.call('HSET', KEYS[1], 'ownerId', ARGV[1], 'title', ARGV[2], 'createdAt', ARGV[3], 'updatedAt', ARGV[3], 'deletedAt', ARGV[4],
          'founding', ARGV[6], 'messageCount', 0, 'imageCount', 0, 'bytes', 0, 'textBytes', 0, 'copyBytes', 0, 'seq', 0)
        redis.call('HSET', KEYS[2], ARGV[1], ARGV[5])
        return 1
        """);

    /// <summary>KEYS: session, an order, its rows. ARGV: who fills it; score, member, id and row of each.</summary>
    public static readonly RedisScript Add = new("""
        if redis.call('HGET', KEYS[1], 'founding') ~= ARGV[1] then return 0 end
        local text = 0
        for i = 2, #ARGV, 4 do
          redis.call('ZADD', KEYS[2], ARGV[i], ARGV[i + 1])
          text = text + #ARGV[i + 3] - redis.call('HSTRLEN', KEYS[3], ARGV[i + 2])
          redis.call('HSET', KEYS[3], ARGV[i + 2], ARGV[i + 3])
        end
        redis.call('HINCRBY', KEYS[1], 'textBytes', text)
        return 1
        """);

    /// <summary>
    /// KEYS: session, log, index of its texts. ARGV: owner, now, limits of the log, messages, pictures, bytes, the first picture and its name,
    /// who fills it. The first event tells the owner's list.
    /// </summary>
    public static readonly RedisScript Show = new(LogScript.Append + """
        if redis.call('HGET', KEYS[1], 'founding') ~= ARGV[9] then return 0 end
        redis.call('HDEL', KEYS[1], 'founding', 'deletedAt')
        redis.call('HSET', KEYS[1], 'updatedAt', ARGV[2], 'messageCount', ARGV[4], 'imageCount', ARGV[5], 'bytes', ARGV[6])
        if ARGV[7] ~= '' then redis.call('HSET', KEYS[1], 'firstPicture', ARGV[7], 'fileName', ARGV[8]) end
        redis.call('SETBIT', KEYS[3], 0, 0)
        append(KEYS[1], KEYS[2], ARGV[2], ARGV[3], 'session.updated', ARGV[1])
        return 1
        """);

    /// <summary>KEYS: session. ARGV: who fills it. From then on nobody does; answers 0 where somebody else does.</summary>
    public static readonly RedisScript Abandon = new("""
        if redis.call('HGET', KEYS[1], 'founding') ~= ARGV[1] then return 0 end
        redis.call('HSET', KEYS[1], 'founding', 'gone')
        return 1
        """);
}
