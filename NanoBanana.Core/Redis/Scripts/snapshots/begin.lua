-- Begins a snapshot; beginning it again changes nothing.
--
-- KEYS: 1 snapshots
-- ARGV: 1 own id, 2 row, 3 most
-- Returns ok and the row that is there; full

--- @include "shared/session"

local function change()
  local snapshots, own, row, most = K[1], A[1], A[2], tonumber(A[3])
  local known = redis.call('HGET', snapshots, own)
  if known then return {'ok', known} end
  if redis.call('HLEN', snapshots) >= most then return {'full'} end
  redis.call('HSET', snapshots, own, row)
  return {'ok', row}
end

return commit(change)
