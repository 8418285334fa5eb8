-- Cancels a run: no further picture is taken. Its open edits are cancelled one by one afterwards.
--
-- KEYS: 1 run, 2 its waiting pictures, 3 runs that take pictures
-- ARGV: 1 the time, as JSON has it
-- Returns ok; done when it is over; missing
-- Events: run.cancelled

--- @include "shared/session"
--- @include "shared/run"

local function change()
  local run, waiting, going = unpack(K)
  local status, id = unpack(redis.call('HMGET', run, 'status', 'id'))
  if not status then return {'missing'} end
  if status ~= 'running' and status ~= 'paused' then return {'done'} end
  redis.call('HSET', run, 'status', 'cancelled', 'finishedAt', A[1])
  redis.call('HDEL', run, 'problem')
  redis.call('DEL', waiting)
  redis.call('SREM', going, id)
  touch()
  announce(run, 'run.cancelled')
  return {'ok'}
end

return commit(change)
