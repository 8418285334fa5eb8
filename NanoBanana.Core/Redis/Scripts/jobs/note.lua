-- Notes a field of a job; one that is not about any more stays away.
--
-- KEYS: 1–7 those of shared/jobs, 8 job
-- ARGV: 1 field, 2 value
-- Returns 1

--- @include "shared/jobs"

local job = KEYS[8]
if redis.call('EXISTS', job) == 1 then redis.call('HSET', job, ARGV[1], ARGV[2]) end
return 1
