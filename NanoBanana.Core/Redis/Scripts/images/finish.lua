-- Makes a processing image ready or rejected; once, and only for the newest worker.
--
-- KEYS: 1 rows, 2 processing, 3 fences
-- ARGV: 1 image, 2 token, 3 its row without labels
-- Returns ok; missing, done or fenced
-- Events: image.updated

--- @include "shared/session"
--- @include "shared/labelled"

local function change()
  local rows, processing, fences = K[1], K[2], K[3]
  if redis.call('HEXISTS', rows, A[1]) == 0 then return {'missing'} end
  if redis.call('SISMEMBER', processing, A[1]) == 0 then return {'done'} end
  if tonumber(redis.call('HGET', fences, A[1]) or 0) > tonumber(A[2]) then return {'fenced'} end
  redis.call('SREM', processing, A[1])
  redis.call('HDEL', fences, A[1])
  local data = labelled(redis.call('HGET', rows, A[1]), A[3])
  put(rows, A[1], data)
  touch()
  emit('image.updated', data)
  return {'ok'}
end

return commit(change)
