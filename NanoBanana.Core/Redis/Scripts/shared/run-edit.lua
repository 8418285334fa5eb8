-- Defines counted_off(run, failures, going, edit), which counts the end of an edit of a run. "going" has the runs that take pictures.
-- Needs shared/session.

--- @include "shared/run-end"

local function counted_off(run, failures, going, edit)
  if redis.call('EXISTS', run) == 0 then return end
  redis.call('HINCRBY', run, 'open', -1)
  redis.call('HINCRBY', run, 'reserved', -edit.units.estimated)
  redis.call('HINCRBY', run, 'charged', edit.units.charged)
  if edit.status == 'succeeded' then
    redis.call('HINCRBY', run, 'done', 1)
  elseif redis.call('HGET', run, 'status') ~= 'cancelled' then
    redis.call('HINCRBY', run, 'failed', 1)
    redis.call('HSET', failures, edit.imageIds[1], edit.id)
  end
  ended(run, going, edit.finishedAt)
end
