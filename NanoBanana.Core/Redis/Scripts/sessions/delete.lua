-- Deletes a session; it can be restored for a while.
--
-- KEYS: none
-- ARGV: 1 data of the event
-- Returns ok
-- Events: session.deleted

--- @include "shared/session"

local function change()
  redis.call('HSET', session, 'deletedAt', now)
  emit('session.deleted', A[1])
  return {'ok'}
end

return commit(change)
