-- Starts a run, with the message that says so; starting it again changes nothing.
--
-- KEYS: 1 run, 2 its waiting pictures, 3 order of runs, 4 runs that take pictures, 5 messages, 6 their rows, 7 image rows
-- ARGV: 1 run, 2 its row without what changes, 3 its steps, 4 message, 5 its row, 6 most units, or nothing, 7 most runs at a time,
--   8… pictures
-- Returns ok and the run's JSON; full; unknown when a picture cannot be used
-- Events: message.created, run.started

--- @include "shared/session"
--- @include "shared/run"

local function change()
  local run, waiting, order, going, messages, texts, images = unpack(K)
  local id, row, steps, message, text, cap, most = unpack(A, 1, 7)
  local known = redis.call('HGET', run, 'json')
  if known then return {'ok', known} end
  if redis.call('SCARD', going) >= tonumber(most) then return {'full'} end
  for i = 8, #A do
    local image = redis.call('HGET', images, A[i])
    if not image or cjson.decode(image).status == 'rejected' then return {'unknown'} end
  end
  count(#row + #steps)
  redis.call('HSET', run, 'id', id, 'row', row, 'steps', steps, 'status', 'running', 'total', #A - 7, 'done', 0, 'failed', 0)
  redis.call('HSET', run, 'open', 0, 'reserved', 0, 'charged', 0)
  if cap ~= '' then redis.call('HSET', run, 'maxUnits', cap) end
  for i = 8, #A do redis.call('RPUSH', waiting, A[i]) end
  redis.call('ZADD', order, 0, id)
  redis.call('SADD', going, id)
  put(texts, message, text)
  redis.call('HINCRBY', session, 'messageCount', 1)
  touch()
  redis.call('ZADD', messages, emit('message.created', text), message)
  return {'ok', announce(run, 'run.started')}
end

return commit(change)
