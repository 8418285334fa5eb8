-- Takes the next job of a priority. A poison job is held until it begins: as long as its worker waits for its other jobs, their crash
-- is not its own. Nothing is taken while the lane is paused.
--
-- KEYS: 1–7 those of shared/jobs, 8 the worker's list, 9 what exists while the lane is paused
-- ARGV: 1 worker, 2 priority, 3 crashes from which on a job is poison
-- Returns job, id, kind, user, session, priority, attempt, token, crashes, traceparent, that of the last try, how long it waited (ms);
--   empty; paused; expired when the worker's lease ended

--- @include "shared/found-jobs"

local hand, paused = KEYS[8], KEYS[9]
local worker, priority, poison = ARGV[1], ARGV[2], tonumber(ARGV[3])
local ends = redis.call('ZSCORE', workers, worker)
if not ends or tonumber(ends) < now then return {'expired'} end
if redis.call('EXISTS', paused) == 1 then return {'paused'} end
local turn = turns[priority]
local user = redis.call('LPOP', turn)
while user do
  local pending = pending_of(priority, user)
  local id = redis.call('LMOVE', pending, hand, 'LEFT', 'RIGHT')
  if redis.call('LLEN', pending) > 0 then redis.call('RPUSH', turn, user) end
  if id then
    local job = row_of(id)
    local attempt = redis.call('HINCRBY', job, 'attempts', 1)
    redis.call('HDEL', job, 'progress')
    local token = redis.call('INCR', tokens)
    local row = redis.call('HMGET', job, 'kind', 'session', 'crashes', 'trace', 'tried', 'since')
    if tonumber(row[3] or 0) >= poison then redis.call('HSET', job, 'held', 1) end
    return {
      'job', id, row[1], user, row[2], priority, attempt, token, row[3] or 0, row[4] or '', row[5] or '', now - (row[6] or now),
    }
  end
  user = redis.call('LPOP', turn)
end
return {'empty'}
