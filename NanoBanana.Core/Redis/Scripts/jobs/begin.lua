-- A held job runs from now on.
--
-- KEYS: 1–7 those of shared/jobs, 8 job, 9 the worker's list
-- ARGV: 1 id
-- Returns 1; 0 when it was not held, or is not in this worker's hands any more

--- @include "shared/jobs"

local job, hand = KEYS[8], KEYS[9]
if not redis.call('LPOS', hand, ARGV[1]) then return 0 end
return redis.call('HDEL', job, 'held')
