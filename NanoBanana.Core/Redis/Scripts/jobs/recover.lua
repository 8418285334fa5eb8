-- Brings back the jobs of workers whose lease ended, and the retries whose time has come. A job that was lost before waits: one
-- second the third time, then twice as long each time, half a minute at most. One that was held loses nothing.
--
-- KEYS: 1–7 those of shared/jobs
-- ARGV: 1 crashes from which on a job is poison
-- Returns the kinds of the jobs of vanished workers that were brought back, one for each job

--- @include "shared/found-jobs"

local moved, poison = {}, tonumber(ARGV[1])
for _, worker in ipairs(redis.call('ZRANGEBYSCORE', workers, '-inf', '(' .. now)) do
  local hand = hand_of(worker)
  local id = redis.call('RPOP', hand)
  while id do
    local job = row_of(id)
    local held = redis.call('HDEL', job, 'held')
    local crashes = redis.call('HINCRBY', job, 'crashes', 1 - held)
    redis.call('HINCRBY', job, 'attempts', -1)
    if held == 1 or crashes < poison then enqueue_found('LPUSH', id)
    else redis.call('ZADD', retry, now + math.min(1000 * 2 ^ (crashes - poison), 30000), id) end
    moved[#moved + 1] = redis.call('HGET', job, 'kind') or ''
    id = redis.call('RPOP', hand)
  end
  redis.call('ZREM', workers, worker)
end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', retry, '-inf', now, 'LIMIT', 0, 100)) do
  redis.call('ZREM', retry, id)
  enqueue_found('RPUSH', id)
end
return moved
