-- Begins an upload; beginning it again changes nothing.
--
-- KEYS: 1 upload, 2 the user's uploads (zset)
-- ARGV: 1 upload, 2 now (ms), 3 when it expires (ms), 4 most, 5… fields and values
-- Returns 1; 0 when there are as many as may be

if redis.call('EXISTS', KEYS[1]) == 1 then return 1 end
if redis.call('ZCOUNT', KEYS[2], '(' .. ARGV[2], '+inf') >= tonumber(ARGV[4]) then return 0 end
redis.call('HSET', KEYS[1], 'expires', ARGV[3], unpack(ARGV, 5))
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
return 1
