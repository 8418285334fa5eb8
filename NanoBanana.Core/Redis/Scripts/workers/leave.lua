-- A worker that has handed back everything takes its leave.
--
-- KEYS: 1–7 those of shared/jobs
-- ARGV: 1 worker
-- Returns 1

--- @include "shared/jobs"

redis.call('ZADD', workers, 0, ARGV[1])
return 1
