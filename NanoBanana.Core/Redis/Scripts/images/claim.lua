-- A worker takes an image in hand; those with lower tokens are shut out from then on.
--
-- KEYS: 1 rows, 2 processing, 3 fences
-- ARGV: 1 image, 2 token
-- Returns ok and its row; missing, done or fenced

--- @include "shared/session"

local function change()
  local rows, processing, fences = K[1], K[2], K[3]
  local data = redis.call('HGET', rows, A[1])
  if not data then return {'missing'} end
  if redis.call('SISMEMBER', processing, A[1]) == 0 then return {'done'} end
  if tonumber(redis.call('HGET', fences, A[1]) or 0) > tonumber(A[2]) then return {'fenced'} end
  redis.call('HSET', fences, A[1], A[2])
  return {'ok', data}
end

return commit(change)
