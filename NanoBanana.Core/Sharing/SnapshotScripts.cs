using NanoBanana.Core.Sessions;

namespace NanoBanana.Core.Sharing;

/// <summary>
/// Makes a snapshot in parts, none of which keeps Redis busy for long, and counts its bytes for the session. Nobody sees it before
/// its last step.
/// </summary>
internal static class SnapshotScripts
{
    /// <summary>Messages or images that one step copies.</summary>
    public const int Part = 200;

    /// <summary>KEYS: snapshots. ARGV: own id, row, most. Answers with the row that is there.</summary>
    public static readonly SessionScript Begin = new("""
        local snapshots, own, row, most = K[1], A[1], A[2], tonumber(A[3])
        local known = redis.call('HGET', snapshots, own)
        if known then return {'ok', known} end
        if redis.call('HLEN', snapshots) >= most then return {'full'} end
        redis.call('HSET', snapshots, own, row)
        return {'ok', row}
        """);

    /// <summary>KEYS: snapshots, sizes, messages, their rows, the copies of both. ARGV: own id, score before, count. Answers the last score.</summary>
    public static readonly SessionScript CopyMessages = new("""
        local own, after, most = A[1], A[2], A[3]
        if redis.call('HEXISTS', K[1], own) == 0 then return {'missing'} end
        local part = redis.call('ZRANGEBYSCORE', K[3], '(' .. after, '+inf', 'WITHSCORES', 'LIMIT', 0, most)
        local bytes, last = 0, ''
        for i = 1, #part, 2 do
          local row = redis.call('HGET', K[4], part[i])
          if row then
            bytes = bytes + #row - redis.call('HSTRLEN', K[6], part[i])
            redis.call('HSET', K[6], part[i], row)
            redis.call('ZADD', K[5], part[i + 1], part[i])
          end
          last = part[i + 1]
        end
        redis.call('HINCRBY', K[2], own, bytes)
        redis.call('HINCRBY', session, 'copyBytes', bytes)
        return {'ok', last}
        """);

    /// <summary>KEYS: snapshots, sizes, image rows, the copies of order and rows. ARGV: own id, images.</summary>
    public static readonly SessionScript CopyImages = new("""
        if redis.call('HEXISTS', K[1], A[1]) == 0 then return {'missing'} end
        local bytes = 0
        for i = 2, #A do
          local row = redis.call('HGET', K[3], A[i])
          if row then
            bytes = bytes + #row - redis.call('HSTRLEN', K[5], A[i])
            redis.call('HSET', K[5], A[i], row)
            redis.call('ZADD', K[4], 0, A[i])
          end
        end
        redis.call('HINCRBY', K[2], A[1], bytes)
        redis.call('HINCRBY', session, 'copyBytes', bytes)
        return {'ok'}
        """);

    /// <summary>KEYS: snapshots, codes. ARGV: own id, code, row.</summary>
    public static readonly SessionScript End = new("""
        if redis.call('HEXISTS', K[1], A[1]) == 0 then return {'missing'} end
        redis.call('HSET', K[1], A[1], A[3])
        redis.call('HSET', K[2], A[2], A[1])
        emit('session.updated')
        return {'ok', A[3]}
        """);

    /// <summary>KEYS: snapshots, sizes, codes, all that is kept of one. ARGV: own id, code.</summary>
    public static readonly SessionScript Delete = new("""
        if redis.call('HDEL', K[1], A[1]) == 0 then return {'missing'} end
        redis.call('HINCRBY', session, 'copyBytes', 0 - (redis.call('HGET', K[2], A[1]) or 0))
        redis.call('HDEL', K[2], A[1])
        redis.call('HDEL', K[3], A[2])
        redis.call('UNLINK', unpack(K, 4))
        emit('session.updated')
        return {'ok'}
        """);
}
