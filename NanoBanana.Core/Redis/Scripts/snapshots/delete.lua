-- Deletes a snapshot.
--
-- KEYS: 1 snapshots, 2 sizes, 3… all that is kept of it
-- ARGV: 1 own id
-- Returns ok; missing
-- Events: session.updated

--- @include "shared/session"

local function change()
  if redis.call('HDEL', K[1], A[1]) == 0 then return {'missing'} end
  redis.call('HINCRBY', session, 'copyBytes', 0 - (redis.call('HGET', K[2], A[1]) or 0))
  redis.call('HDEL', K[2], A[1])
  redis.call('UNLINK', unpack(K, 3))
  emit('session.updated')
  return {'ok'}
end

return commit(change)
