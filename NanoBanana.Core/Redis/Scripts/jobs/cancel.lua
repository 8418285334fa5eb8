-- A waiting job goes at once; one in hand is stopped as soon as its worker hears of it.
--
-- KEYS: 1–7 those of shared/jobs, 8 job
-- ARGV: 1 id
-- Returns 1 when it is gone; 2 when a worker is told; 0 when there is none

--- @include "shared/found-jobs"

local id, row = ARGV[1], KEYS[8]
local job = redis.call('HMGET', row, 'priority', 'user')
if not job[1] then return 0 end
local pending = pending_of(job[1], job[2])
local gone = redis.call('LREM', pending, 1, id)
if gone == 1 and redis.call('LLEN', pending) == 0 then redis.call('LREM', turns[job[1]], 1, job[2]) end
gone = gone + redis.call('ZREM', retry, id) + redis.call('LREM', dead, 1, id)
if gone > 0 then
  redis.call('DEL', row)
  return 1
end
redis.call('HSET', row, 'cancelled', 1)
redis.call('PUBLISH', '{jobs}:cancel', id)
return 2
