-- Changes the text of a message.
--
-- KEYS: 1 rows, 2 messages that the index has to read again
-- ARGV: 1 message, 2 its row
-- Returns ok; missing
-- Events: message.updated

--- @include "shared/session"

local function change()
  if redis.call('HEXISTS', K[1], A[1]) == 0 then return {'missing'} end
  put(K[1], A[1], A[2])
  redis.call('SADD', K[2], A[1])
  touch()
  emit('message.updated', A[2])
  return {'ok'}
end

return commit(change)
