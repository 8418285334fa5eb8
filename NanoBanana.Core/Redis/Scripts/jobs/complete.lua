-- The job is done: it leaves the worker's list and the system.
--
-- KEYS: 1–7 those of shared/jobs, 8 job, 9 the worker's list
-- ARGV: 1 id
-- Returns 1; 0 when it is not in this worker's hands any more

--- @include "shared/jobs"

local job, hand = KEYS[8], KEYS[9]
if redis.call('LREM', hand, 1, ARGV[1]) == 0 then return 0 end
redis.call('DEL', job)
ended(ARGV[1])
return 1
