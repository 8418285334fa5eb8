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

    /// <summary>
    /// KEYS: snapshots, sizes, messages, their rows, the copies of both, edits. ARGV: own id, score before, count. Answers the last score.
    /// What asked for an edit is copied only if the edit succeeded.
    /// </summary>
    public static readonly SessionScript CopyMessages = new("""
        local own, after, most = A[1], A[2], A[3]
        if redis.call('HEXISTS', K[1], own) == 0 then return {'missing'} end
        local part = redis.call('ZRANGEBYSCORE', K[3], '(' .. after, '+inf', 'WITHSCORES', 'LIMIT', 0, most)
        local bytes, last = 0, ''
        local function copied(row)
          local edit = cjson.decode(row).editId
          if type(edit) ~= 'string' then return true end
          local asked = redis.call('HGET', K[7], edit)
          return asked and cjson.decode(asked).status == 'succeeded'
        end
        for i = 1, #part, 2 do
          local row = redis.call('HGET', K[4], part[i])
          if row and copied(row) then
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

    /// <summary>KEYS: snapshots, sizes, image rows, the copies of order and rows. ARGV: own id, then pairs: image, its copy.</summary>
    public static readonly SessionScript CopyImages = new("""
        if redis.call('HEXISTS', K[1], A[1]) == 0 then return {'missing'} end
        local bytes = 0
        for i = 2, #A, 2 do
          local row, copy = redis.call('HGET', K[3], A[i]), A[i + 1]
          if row then
            bytes = bytes + #row - redis.call('HSTRLEN', K[5], copy)
            redis.call('HSET', K[5], copy, row)
            redis.call('ZADD', K[4], 0, copy)
          end
        end
        redis.call('HINCRBY', K[2], A[1], bytes)
        redis.call('HINCRBY', session, 'copyBytes', bytes)
        return {'ok'}
        """);

    /// <summary>Shows a snapshot, or hides it. KEYS: snapshots. ARGV: own id, row.</summary>
    public static readonly SessionScript Replace = new("""
        if redis.call('HEXISTS', K[1], A[1]) == 0 then return {'missing'} end
        redis.call('HSET', K[1], A[1], A[2])
        emit('session.updated')
        return {'ok'}
        """);

    /// <summary>KEYS: snapshots, sizes, all that is kept of one. ARGV: own id.</summary>
    public static readonly SessionScript Delete = new("""
        if redis.call('HDEL', K[1], A[1]) == 0 then return {'missing'} end
        redis.call('HINCRBY', session, 'copyBytes', 0 - (redis.call('HGET', K[2], A[1]) or 0))
        redis.call('HDEL', K[2], A[1])
        redis.call('UNLINK', unpack(K, 3))
        emit('session.updated')
        return {'ok'}
        """);
}
