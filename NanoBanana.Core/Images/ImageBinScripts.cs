using NanoBanana.Core.Images.Pins;
using NanoBanana.Core.Sessions;

namespace NanoBanana.Core.Images;

/// <summary>The changes that <see cref="ImageBin"/> makes.</summary>
internal static class ImageBinScripts
{
    /// <summary>
    /// KEYS: order, rows, processing, fences, tombstones, parents, bin, binned. ARGV: id, 1 to keep it in the bin, data of the event, tombstone,
    /// 1 for a result, the session's seq that it must still have, or nothing.
    /// </summary>
    public static readonly SessionScript Delete = new(PictureCount.Lua + """
        local order, rows, processing, fences, tombstones, parents, bin, binned = unpack(K)
        local tombstone, isMade, seq = A[4], A[5] == '1', A[6]
        if seq ~= '' and redis.call('HGET', session, 'seq') ~= seq then return {'unknown'} end
        local data = redis.call('HGET', rows, A[1])
        if not drop(rows, A[1]) then return {'missing'} end
        put(bin, A[1], (A[2] == '1' and now or 0) .. ':' .. data)
        redis.call('ZADD', binned, 0, A[1])
        if redis.call('SREM', parents, A[1]) == 1 or isMade then put(tombstones, A[1], tombstone) end
        redis.call('ZREM', order, A[1])
        redis.call('SREM', processing, A[1])
        redis.call('HDEL', fences, A[1])
        uncounted(A[1], data, order, rows)
        touch()
        emit('image.deleted', A[3])
        return {'ok'}
        """);

    /// <summary>
    /// KEYS: order, rows, processing, tombstones, parents, bin, binned. ARGV: id, since when it may have been deleted. Answers with the row.
    /// </summary>
    public static readonly SessionScript Restore = new(PictureCount.Lua + """
        local order, rows, processing, tombstones, parents, bin, binned = unpack(K)
        local at, data = string.match(redis.call('HGET', bin, A[1]) or '', '^(%d+):(.*)$')
        if not at or tonumber(at) < tonumber(A[2]) then return {'missing'} end
        drop(bin, A[1])
        redis.call('ZREM', binned, A[1])
        if drop(tombstones, A[1]) then redis.call('SADD', parents, A[1]) end
        put(rows, A[1], data)
        redis.call('ZADD', order, 0, A[1])
        if cjson.decode(data).status == 'processing' then redis.call('SADD', processing, A[1]) end
        counted(A[1], data)
        touch()
        emit('image.created', data)
        return {'ok', data}
        """);

    /// <summary>
    /// KEYS: bin, binned, pins, their order. ARGV: id, when it was deleted, bytes. Nothing happens to what was restored meanwhile. The event tells
    /// the owner's sums.
    /// </summary>
    public static readonly SessionScript Purge = new(PinScripts.Unpinned + """
        if string.match(redis.call('HGET', K[1], A[1]) or '', '^%d+') ~= A[2] then return {'done'} end
        drop(K[1], A[1])
        redis.call('ZREM', K[2], A[1])
        unpinned(K[4], K[3], A[1])
        redis.call('HINCRBY', session, 'bytes', -A[3])
        emit('session.updated')
        return {'ok'}
        """);
}
