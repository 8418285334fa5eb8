-- Takes an image out of the bin.
--
-- KEYS: 1 order, 2 rows, 3 processing, 4 tombstones, 5 images that something was made of, 6 bin, 7 what is in it
-- ARGV: 1 image, 2 since when it may have been deleted (ms)
-- Returns ok and its row; missing
-- Events: image.created

--- @include "shared/session"
--- @include "shared/picture-count"

local function change()
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
end

return commit(change)
