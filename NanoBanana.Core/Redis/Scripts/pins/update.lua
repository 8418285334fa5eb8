-- Changes a pin, unless it changed since it was read.
--
-- KEYS: 1 rows, 2 image rows
-- ARGV: 1 image, 2 pin, 3 its row as it was read, 4 its row
-- Returns ok; missing; done when it changed meanwhile
-- Events: pin.updated

--- @include "shared/session"

local function change()
  local known = redis.call('HGET', K[1], A[2])
  if not known or redis.call('HEXISTS', K[2], A[1]) == 0 then return {'missing'} end
  if known ~= A[3] then return {'done'} end
  put(K[1], A[2], A[4])
  touch()
  emit('pin.updated', A[4])
  return {'ok'}
end

return commit(change)
