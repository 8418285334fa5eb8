-- Replaces an answer, unless it was replaced meanwhile.
--
-- KEYS: 1 answer
-- ARGV: 1 the answer as it was, 2 as it is, 3 how long it is kept (ms)
-- Returns 1; 0 when it was replaced meanwhile

if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) return 1 end
return 0
