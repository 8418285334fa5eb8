namespace NanoBanana.Core.Images;

/// <summary>
/// Counts a session's pictures inside its scripts and remembers the first, which names an untitled session. Masks are no pictures.
/// </summary>
internal static class PictureCount
{
    /// <summary>Goes before a script's own lines.</summary>
    public const string Lua = """
        local function called(id, row)
          if id then redis.call('HSET', session, 'firstPicture', id, 'fileName', cjson.decode(row).fileName)
          else redis.call('HDEL', session, 'firstPicture', 'fileName') end
        end
        local function counted(id, row)
          if cjson.decode(row).isMask then return end
          redis.call('HINCRBY', session, 'imageCount', 1)
          if redis.call('HEXISTS', session, 'firstPicture') == 0 then called(id, row) end
        end
        local function uncounted(id, row, order, rows)
          if cjson.decode(row).isMask then return end
          redis.call('HINCRBY', session, 'imageCount', -1)
          if redis.call('HGET', session, 'firstPicture') ~= id then return end
          for _, next in ipairs(redis.call('ZRANGE', order, 0, 19)) do
            local data = redis.call('HGET', rows, next)
            local image = cjson.decode(data or '{"isMask":true}')
            if not image.isMask and type(image.editId) ~= 'string' then return called(next, data) end
          end
          called()
        end

        """;
}
