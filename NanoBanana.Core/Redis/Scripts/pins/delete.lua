-- Deletes a pin.
--
-- KEYS: 1 order, 2 rows, 3 image rows
-- ARGV: 1 image, 2 pin, 3 data of the event
-- Returns ok; missing
-- Events: pin.deleted

--- @include "shared/session"

local function change()
  if redis.call('HEXISTS', K[3], A[1]) == 0 or not drop(K[2], A[2]) then return {'missing'} end
  redis.call('ZREM', K[1], A[1] .. ':' .. A[2])
  touch()
  emit('pin.deleted', A[3])
  return {'ok'}
end

return commit(change)
