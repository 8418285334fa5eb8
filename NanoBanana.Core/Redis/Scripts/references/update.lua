-- Gives a reference of a session another name.
--
-- KEYS: 1 rows
-- ARGV: 1 reference, 2 its row
-- Returns ok; missing
-- Events: reference.updated

--- @include "shared/session"

local function change()
  if redis.call('HEXISTS', K[1], A[1]) == 0 then return {'missing'} end
  put(K[1], A[1], A[2])
  touch()
  emit('reference.updated', A[2])
  return {'ok'}
end

return commit(change)
