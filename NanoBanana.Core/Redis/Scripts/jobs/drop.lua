-- A dead job is forgotten.
--
-- KEYS: 1–7 those of shared/jobs, 8 job
-- ARGV: 1 id
-- Returns 1; 0 when it is not dead

--- @include "shared/jobs"

if redis.call('LREM', dead, 1, ARGV[1]) == 0 then return 0 end
redis.call('DEL', KEYS[8])
return 1
