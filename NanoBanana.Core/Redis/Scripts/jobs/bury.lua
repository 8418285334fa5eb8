-- A job is given up.
--
-- KEYS: 1–7 those of shared/jobs, 8 job, 9 the worker's list
-- ARGV: 1 id, 2 why
-- Returns 1; 0 when it is not in this worker's hands any more

--- @include "shared/jobs"

local job, hand = KEYS[8], KEYS[9]
local id, error = unpack(ARGV)
if redis.call('LREM', hand, 1, id) == 0 then return 0 end
redis.call('HDEL', job, 'held')
redis.call('HSET', job, 'error', error, 'dead', 1)
redis.call('LPUSH', dead, id)
ended(id)
return 1
