-- Deletes a message.
--
-- KEYS: 1 order, 2 rows
-- ARGV: 1 message, 2 data of the event
-- Returns ok; missing
-- Events: message.deleted

--- @include "shared/session"

local function change()
  if not drop(K[2], A[1]) then return {'missing'} end
  redis.call('ZREM', K[1], A[1])
  redis.call('HINCRBY', session, 'messageCount', -1)
  touch()
  emit('message.deleted', A[2])
  return {'ok'}
end

return commit(change)
