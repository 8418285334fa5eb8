-- Deletes an image: it goes to the bin, or is there until it is purged only.
--
-- KEYS: 1 order, 2 rows, 3 processing, 4 fences, 5 tombstones, 6 images that something was made of, 7 bin, 8 what is in it
-- ARGV: 1 image, 2 1 to keep it in the bin, 3 data of the event, 4 tombstone, 5 1 for a result, 6 the seq that the session must still have,
--   or nothing
-- Returns ok; missing; unknown when the session went on
-- Events: image.deleted

--- @include "shared/session"
--- @include "shared/picture-count"

local function change()
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
end

return commit(change)
