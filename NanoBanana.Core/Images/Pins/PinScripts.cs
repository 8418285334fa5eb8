using NanoBanana.Core.Sessions;

namespace NanoBanana.Core.Images.Pins;

/// <summary>
/// The changes of pins. The order of a session's pins has members <c>imageId:pinId</c>, which sort by picture, then by creation.
/// </summary>
internal static class PinScripts
{
    /// <summary>Goes before the lines of a script that removes images: <c>unpinned(order, rows, image)</c> removes its pins.</summary>
    public const string Unpinned = """
        local function unpinned(order, rows, image)
          for _, member in ipairs(redis.call('ZRANGE', order, '[' .. image .. ':', '[' .. image .. ';', 'BYLEX')) do
            drop(rows, string.sub(member, #image + 2))
            redis.call('ZREM', order, member)
          end
        end

        """;

    /// <summary>KEYS: order, rows, images. ARGV: image, id, row, most of one picture. Answers with the row that is there.</summary>
    public static readonly SessionScript Create = new("""
        local order, rows, images = K[1], K[2], K[3]
        local image, id, data, most = A[1], A[2], A[3], tonumber(A[4])
        local known = redis.call('HGET', rows, id)
        if known then return {'ok', known} end
        if redis.call('HEXISTS', images, image) == 0 then return {'missing'} end
        if redis.call('ZLEXCOUNT', order, '[' .. image .. ':', '[' .. image .. ';') >= most then return {'full'} end
        put(rows, id, data)
        redis.call('ZADD', order, 0, image .. ':' .. id)
        touch()
        emit('pin.created', data)
        return {'ok', data}
        """);

    /// <summary>KEYS: rows, images. ARGV: image, id, row as it was read, row. Refuses with <c>done</c> when it has changed since.</summary>
    public static readonly SessionScript Update = new("""
        local known = redis.call('HGET', K[1], A[2])
        if not known or redis.call('HEXISTS', K[2], A[1]) == 0 then return {'missing'} end
        if known ~= A[3] then return {'done'} end
        put(K[1], A[2], A[4])
        touch()
        emit('pin.updated', A[4])
        return {'ok'}
        """);

    /// <summary>KEYS: order, rows, images. ARGV: image, id, data of the event.</summary>
    public static readonly SessionScript Delete = new("""
        if redis.call('HEXISTS', K[3], A[1]) == 0 or not drop(K[2], A[2]) then return {'missing'} end
        redis.call('ZREM', K[1], A[1] .. ':' .. A[2])
        touch()
        emit('pin.deleted', A[3])
        return {'ok'}
        """);
}
