-- Forgets an image of the bin for good, unless it was restored meanwhile. The event tells the owner's sums.
--
-- KEYS: 1 bin, 2 what is in it, 3 pins, 4 their order
-- ARGV: 1 image, 2 when it was deleted, 3 bytes
-- Returns ok; done when it was restored
-- Events: session.updated

--- @include "shared/session"
--- @include "shared/unpinned"

local function change()
  if string.match(redis.call('HGET', K[1], A[1]) or '', '^%d+') ~= A[2] then return {'done'} end
  drop(K[1], A[1])
  redis.call('ZREM', K[2], A[1])
  unpinned(K[4], K[3], A[1])
  redis.call('HINCRBY', session, 'bytes', -A[3])
  emit('session.updated')
  return {'ok'}
end

return commit(change)
