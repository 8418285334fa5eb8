-- Gives a session a title.
--
-- KEYS: none
-- ARGV: 1 title
-- Returns ok
-- Events: session.updated

--- @include "shared/session"

local function change()
  redis.call('HSET', session, 'title', A[1])
  redis.call('HDEL', session, 'titleFrom')
  touch()
  emit('session.updated')
  return {'ok'}
end

return commit(change)
