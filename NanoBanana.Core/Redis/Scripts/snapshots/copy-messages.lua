-- Copies messages. What asked for an edit is copied only if the edit succeeded.
--
-- KEYS: 1 snapshots, 2 sizes, 3 messages, 4 their rows, 5 and 6 the copies of both, 7 edit rows
-- ARGV: 1 own id, 2 score before, 3 how many
-- Returns ok and the last score; missing

--- @include "shared/session"

local function change()
  local own, after, most = A[1], A[2], A[3]
  if redis.call('HEXISTS', K[1], own) == 0 then return {'missing'} end
  local part = redis.call('ZRANGEBYSCORE', K[3], '(' .. after, '+inf', 'WITHSCORES', 'LIMIT', 0, most)
  local bytes, last = 0, ''
  local function copied(row)
    local edit = cjson.decode(row).editId
    if type(edit) ~= 'string' then return true end
    local asked = redis.call('HGET', K[7], edit)
    return asked and cjson.decode(asked).status == 'succeeded'
  end
  for i = 1, #part, 2 do
    local row = redis.call('HGET', K[4], part[i])
    if row and copied(row) then
      bytes = bytes + #row - redis.call('HSTRLEN', K[6], part[i])
      redis.call('HSET', K[6], part[i], row)
      redis.call('ZADD', K[5], part[i + 1], part[i])
    end
    last = part[i + 1]
  end
  redis.call('HINCRBY', K[2], own, bytes)
  redis.call('HINCRBY', session, 'copyBytes', bytes)
  return {'ok', last}
end

return commit(change)
