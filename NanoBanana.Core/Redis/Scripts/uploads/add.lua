-- Adds a part, unless the upload went on meanwhile.
--
-- KEYS: 1 upload, 2 the user's uploads (zset)
-- ARGV: 1 upload, 2 offset of the part, 3 the next one, 4 key of its object, 5 when the upload expires (ms)
-- Returns 1; 0 when it went on meanwhile

if redis.call('HGET', KEYS[1], 'offset') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'offset', ARGV[3], 'part:' .. ARGV[2], ARGV[4], 'expires', ARGV[5])
redis.call('ZADD', KEYS[2], ARGV[5], ARGV[1])
return 1
