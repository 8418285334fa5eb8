-- Takes what is due; it becomes due again unless it is completed before.
--
-- KEYS: 1 what is to be looked at (zset)
-- ARGV: 1 now (ms), 2 when it becomes due again (ms), 3 how many
-- Returns what was taken

local found = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, member in ipairs(found) do redis.call('ZADD', KEYS[1], ARGV[2], member) end
return found
