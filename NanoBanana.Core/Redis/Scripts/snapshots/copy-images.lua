-- Copies images.
--
-- KEYS: 1 snapshots, 2 sizes, 3 image rows, 4 and 5 the copies of order and rows
-- ARGV: 1 own id, 2… image and its copy
-- Returns ok; missing

--- @include "shared/session"

local function change()
  if redis.call('HEXISTS', K[1], A[1]) == 0 then return {'missing'} end
  local bytes = 0
  for i = 2, #A, 2 do
    local row, copy = redis.call('HGET', K[3], A[i]), A[i + 1]
    if row then
      bytes = bytes + #row - redis.call('HSTRLEN', K[5], copy)
      redis.call('HSET', K[5], copy, row)
      redis.call('ZADD', K[4], 0, copy)
    end
  end
  redis.call('HINCRBY', K[2], A[1], bytes)
  redis.call('HINCRBY', session, 'copyBytes', bytes)
  return {'ok'}
end

return commit(change)
