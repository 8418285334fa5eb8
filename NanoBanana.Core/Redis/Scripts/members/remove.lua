-- Whoever is removed does not come back by a link, and the link they came by ends; whoever leaves as a viewer comes back as one. An
-- account that is erased leaves no trace.
--
-- KEYS: 1 who is leaving, 2 by which code members came, 3 who parted, 4 invitations, 5 uses
-- ARGV: 1 user, 2 1 for an account that is erased
-- Returns ok; missing; forbidden
-- Events: member.removed

--- @include "shared/session"

local function change()
  local id, erased = A[1], A[2] == '1'
  local gone, with, parted, invites, uses = unpack(K)
  if user ~= '' and user ~= id and role ~= 'owner' then return {'forbidden'} end
  local known = redis.call('HGET', members, id)
  if not known then return {'missing'} end
  if string.match(known, '^owner:') then return {'forbidden'} end
  local code = redis.call('HGET', with, id)
  redis.call('HDEL', members, id)
  redis.call('HDEL', with, id)
  if erased then
    redis.call('HDEL', parted, id)
  elseif user ~= id then
    redis.call('HSET', parted, id, 'none')
    if code then
      redis.call('HDEL', invites, code)
      redis.call('HDEL', uses, code)
    end
  elseif string.match(known, '^viewer:') then
    redis.call('HSET', parted, id, 'viewer')
  end
  touch()
  redis.call('HSET', gone, id, emit('member.removed', '{"userId":"' .. id .. '"}'))
  return {'ok'}
end

return commit(change)
