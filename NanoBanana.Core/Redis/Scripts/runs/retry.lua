-- Lets a run take its failed pictures once more.
--
-- KEYS: 1 run, 2 its waiting pictures, 3 its failures, 4 runs that take pictures
-- ARGV: 1 most runs at a time
-- Returns ok and its JSON; done when there are none, or it is cancelled; full; missing
-- Events: run.resumed

--- @include "shared/session"
--- @include "shared/run"

local function change()
  local run, waiting, failures, going = unpack(K)
  local status, id = unpack(redis.call('HMGET', run, 'status', 'id'))
  if not status then return {'missing'} end
  local failed = redis.call('HKEYS', failures)
  if status == 'cancelled' or #failed == 0 then return {'done'} end
  if redis.call('SISMEMBER', going, id) == 0 and redis.call('SCARD', going) >= tonumber(A[1]) then return {'full'} end
  redis.call('RPUSH', waiting, unpack(failed))
  redis.call('DEL', failures)
  redis.call('HSET', run, 'status', 'running', 'failed', 0)
  redis.call('HDEL', run, 'problem', 'finishedAt')
  redis.call('SADD', going, id)
  touch()
  return {'ok', announce(run, 'run.resumed')}
end

return commit(change)
