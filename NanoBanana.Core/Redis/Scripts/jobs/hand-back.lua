-- A job goes back as if it had not been taken.
--
-- KEYS: 1–7 those of shared/jobs, 8 job, 9 the worker's list, 10 the user's pending list
-- ARGV: 1 id, 2 priority, 3 user
-- Returns 1; 0 when it is not in this worker's hands any more

--- @include "shared/jobs"

local job, hand = KEYS[8], KEYS[9]
local id, priority, user = unpack(ARGV)
if redis.call('LREM', hand, 1, id) == 0 then return 0 end
redis.call('HDEL', job, 'held')
redis.call('HINCRBY', job, 'attempts', -1)
redis.call('HSET', job, 'since', now)
enqueue('LPUSH', KEYS[10], priority, user, id)
return 1
