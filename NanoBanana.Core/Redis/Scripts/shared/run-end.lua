-- Defines ended(run, going, at), which ends a run that has nothing left, or says how far it is. "going" has the runs that take pictures.
-- Needs shared/session.

--- @include "shared/run"

local function ended(run, going, at)
  local f = redis.call('HMGET', run, 'status', 'total', 'done', 'failed', 'id')
  if f[1] == 'cancelled' or f[3] + f[4] < tonumber(f[2]) then return announce(run, 'run.progress') end
  local status = tonumber(f[3]) > 0 and 'succeeded' or 'failed'
  redis.call('HSET', run, 'status', status, 'finishedAt', at)
  redis.call('HDEL', run, 'problem')
  redis.call('SREM', going, f[5])
  announce(run, status == 'succeeded' and 'run.succeeded' or 'run.failed')
end
