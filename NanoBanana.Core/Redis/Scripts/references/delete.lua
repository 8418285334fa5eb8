-- Takes a reference of a session off the shelf.
--
-- KEYS: 1 rows
-- ARGV: 1 reference, 2 the data of the event
-- Returns ok; missing
-- Events: reference.deleted

--- @include "shared/session"

local function change()
  if not drop(K[1], A[1]) then return {'missing'} end
  touch()
  emit('reference.deleted', A[2])
  return {'ok'}
end

return commit(change)
