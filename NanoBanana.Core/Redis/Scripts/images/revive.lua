-- Makes a rejected image processing again.
--
-- KEYS: 1 rows, 2 processing
-- ARGV: 1 image, 2 its row without labels
-- Returns ok; missing; done when it is processing
-- Events: image.updated

--- @include "shared/session"
--- @include "shared/labelled"

local function change()
  if redis.call('HEXISTS', K[1], A[1]) == 0 then return {'missing'} end
  if redis.call('SADD', K[2], A[1]) == 0 then return {'done'} end
  local data = labelled(redis.call('HGET', K[1], A[1]), A[2])
  put(K[1], A[1], data)
  touch()
  emit('image.updated', data)
  return {'ok'}
end

return commit(change)
