-- Joins by an invitation. Who was removed does not come back by it; who left as a viewer comes back as one.
--
-- KEYS: 1 invitations, 2 uses, 3 who is leaving, 4 by which code members came, 5 who parted
-- ARGV: 1 code, 2 user, 3 most members
-- Returns ok; missing; done for a member; full
-- Events: member.added

--- @include "shared/session"
--- @include "shared/admit"

local function change()
  local invites, uses, gone, with, parted = unpack(K)
  local code, id, most = A[1], A[2], tonumber(A[3])
  local row = redis.call('HGET', invites, code)
  if not row then return {'missing'} end
  local invite = cjson.decode(row)
  if invite.expiresAt and invite.expiresAt <= tonumber(now) then return {'missing'} end
  if redis.call('HEXISTS', members, id) == 1 then return {'done'} end
  local limit = redis.call('HGET', parted, id)
  if limit == 'none' then return {'missing'} end
  if invite.maxUses and tonumber(redis.call('HGET', uses, code) or 0) >= invite.maxUses then return {'missing'} end
  if redis.call('HLEN', members) >= most then return {'full'} end
  redis.call('HINCRBY', uses, code, 1)
  redis.call('HSET', with, id, code)
  admit(id, (limit or invite.role) .. ':' .. now, gone, id)
  return {'ok'}
end

return commit(change)
