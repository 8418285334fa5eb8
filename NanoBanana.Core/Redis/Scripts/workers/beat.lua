-- Begins a worker's lease, or renews it.
--
-- KEYS: 1–7 those of shared/jobs
-- ARGV: 1 worker, 2 how long (ms), 3 new to begin it
-- Returns 1; 0 when it had ended and the worker's jobs are no longer its own

--- @include "shared/jobs"

local ends = redis.call('ZSCORE', workers, ARGV[1])
if ARGV[3] == 'new' or ends and tonumber(ends) >= now then
  redis.call('ZADD', workers, now + ARGV[2], ARGV[1])
  return 1
end
return 0
