-- Makes an invitation, and forgets those that expired; making it again changes nothing.
--
-- KEYS: 1 invitations, 2 uses
-- ARGV: 1 id, 2 code, 3 row, 4 most
-- Returns ok and the row that is there; full

--- @include "shared/session"

local function change()
  local invites, uses = K[1], K[2]
  local id, code, row, most = A[1], A[2], A[3], tonumber(A[4])
  for place, json in ipairs(redis.call('HGETALL', invites)) do
    if place % 2 == 0 then
      local invite = cjson.decode(json)
      if invite.id == id then return {'ok', json} end
      if invite.expiresAt and invite.expiresAt <= tonumber(now) then
        redis.call('HDEL', invites, invite.code)
        redis.call('HDEL', uses, invite.code)
      end
    end
  end
  if redis.call('HLEN', invites) >= most then return {'full'} end
  redis.call('HSET', invites, code, row)
  return {'ok', row}
end

return commit(change)
