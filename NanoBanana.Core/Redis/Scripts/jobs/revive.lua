-- A dead job is tried again from the beginning.
--
-- KEYS: 1–7 those of shared/jobs, 8 job
-- ARGV: 1 id
-- Returns 1; 0 when it is not dead

--- @include "shared/found-jobs"

if redis.call('LREM', dead, 1, ARGV[1]) == 0 then return 0 end
redis.call('HSET', KEYS[8], 'attempts', 0, 'crashes', 0)
redis.call('HDEL', KEYS[8], 'dead', 'cancelled')
enqueue_found('RPUSH', ARGV[1])
return 1
