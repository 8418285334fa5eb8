-- Adds a member, or changes a role.
--
-- KEYS: 1 who is leaving, 2 who parted
-- ARGV: 1 user, 2 role, 3 most members
-- Returns ok, the row, and 1 for a new member; full; unknown for the owner
-- Events: member.added

--- @include "shared/session"
--- @include "shared/admit"

local function change()
  local id, wanted, most, parted = A[1], A[2], tonumber(A[3]), K[2]
  local known = redis.call('HGET', members, id)
  if not known then
    if redis.call('HLEN', members) >= most then return {'full'} end
    local row = wanted .. ':' .. now
    redis.call('HDEL', parted, id)
    admit(id, row, K[1], user)
    return {'ok', row, 1}
  end
  local was, at = string.match(known, '^(%a+):(%d+)')
  if was == 'owner' then return {'unknown'} end
  local row = wanted .. ':' .. at
  redis.call('HDEL', parted, id)
  if was ~= wanted then admit(id, row, K[1], user) end
  return {'ok', row, 0}
end

return commit(change)
