-- Takes an invitation back.
--
-- KEYS: 1 invitations, 2 uses
-- ARGV: 1 code
-- Returns ok; missing

--- @include "shared/session"

local function change()
  if redis.call('HDEL', K[1], A[1]) == 0 then return {'missing'} end
  redis.call('HDEL', K[2], A[1])
  return {'ok'}
end

return commit(change)
