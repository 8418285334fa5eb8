-- For scripts that find out themselves which lists and jobs they touch. Their names have the hash tag of the others, so a Redis Cluster
-- keeps them together.

--- @include "shared/jobs"

local function row_of(id) return '{jobs}:job:' .. id end
local function pending_of(priority, user) return '{jobs}:pending:' .. priority .. ':' .. user end
local function hand_of(worker) return '{jobs}:worker:' .. worker end
local function enqueue_found(side, id)
  local job = redis.call('HMGET', row_of(id), 'priority', 'user')
  if not job[1] then return end
  redis.call('HSET', row_of(id), 'since', now)
  enqueue(side, pending_of(job[1], job[2]), job[1], job[2], id)
end
