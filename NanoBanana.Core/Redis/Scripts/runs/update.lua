-- Pauses a run, or lets it go on; what it is already it stays.
--
-- KEYS: 1 run, 2 runs that take pictures
-- ARGV: 1 1 to pause it, 0 to let it go on, 2 most units, or nothing to leave them
-- Returns ok and its JSON; done when it is over; missing
-- Events: run.paused, run.resumed

--- @include "shared/session"
--- @include "shared/run"

local function change()
  local run, going = K[1], K[2]
  local status, id = unpack(redis.call('HMGET', run, 'status', 'id'))
  if not status then return {'missing'} end
  if status ~= 'running' and status ~= 'paused' then return {'done'} end
  local wanted = A[1] == '1' and 'paused' or 'running'
  if A[2] == '' and status == wanted then return {'ok', redis.call('HGET', run, 'json')} end
  if A[2] ~= '' then redis.call('HSET', run, 'maxUnits', A[2]) end
  redis.call('HSET', run, 'status', wanted)
  redis.call('HDEL', run, 'problem')
  redis.call(wanted == 'running' and 'SADD' or 'SREM', going, id)
  touch()
  return {'ok', announce(run, wanted == 'running' and 'run.resumed' or 'run.paused')}
end

return commit(change)
