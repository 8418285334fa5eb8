-- Shows a snapshot, or hides it.
--
-- KEYS: 1 snapshots
-- ARGV: 1 own id, 2 row
-- Returns ok; missing
-- Events: session.updated

--- @include "shared/session"

local function change()
  if redis.call('HEXISTS', K[1], A[1]) == 0 then return {'missing'} end
  redis.call('HSET', K[1], A[1], A[2])
  emit('session.updated')
  return {'ok'}
end

return commit(change)
