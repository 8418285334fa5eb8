-- How full the lists are.
--
-- KEYS: 1–7 those of shared/jobs
-- ARGV: 1 number of priorities
-- Returns pending jobs of each priority and how long (ms) the one waits that waited longest, retrying, dead, then each worker and what it
--   has in hand

--- @include "shared/found-jobs"

local counts = {}
for priority = 0, ARGV[1] - 1 do
  local sum, since = 0, now
  for _, user in ipairs(redis.call('LRANGE', turns[tostring(priority)], 0, -1)) do
    local pending = pending_of(priority, user)
    sum = sum + redis.call('LLEN', pending)
    local first = redis.call('LINDEX', pending, 0)
    since = math.min(since, tonumber(first and redis.call('HGET', row_of(first), 'since') or now))
  end
  counts[#counts + 1] = sum
  counts[#counts + 1] = now - since
end
counts[#counts + 1] = redis.call('ZCARD', retry)
counts[#counts + 1] = redis.call('LLEN', dead)
for _, worker in ipairs(redis.call('ZRANGE', workers, 0, -1)) do
  counts[#counts + 1] = worker
  counts[#counts + 1] = redis.call('LLEN', hand_of(worker))
end
return counts
