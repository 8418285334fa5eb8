-- Queues a job.
--
-- KEYS: 1–7 those of shared/jobs, 8 job, 9 the user's pending list
-- ARGV: 1 id, 2 kind, 3 user, 4 session, 5 priority, 6 traceparent, or nothing, 7 LPUSH to go first or RPUSH,
--   8 most that may wait, 0 for any
-- Returns new; known when it is about; dead when it was given up; full

--- @include "shared/jobs"

local job, pending = KEYS[8], KEYS[9]
local id, kind, user, session, priority, trace, side, limit = unpack(ARGV)
local known = redis.call('HMGET', job, 'kind', 'dead')
if known[2] then return 'dead' end
if known[1] then return 'known' end
if tonumber(limit) > 0 and redis.call('LLEN', pending) >= tonumber(limit) then return 'full' end
redis.call('HSET', job, 'kind', kind, 'user', user, 'session', session, 'priority', priority, 'attempts', 0, 'since', now)
if trace ~= '' then redis.call('HSET', job, 'trace', trace) end
enqueue(side, pending, priority, user, id)
return 'new'
