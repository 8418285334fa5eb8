-- Notes the image that an upload became.
--
-- KEYS: 1 upload, 2 the user's uploads (zset)
-- ARGV: 1 upload, 2 length, 3 image
-- Returns 1; 0 when there is no such upload

if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'offset', ARGV[2], 'image', ARGV[3])
redis.call('ZREM', KEYS[2], ARGV[1])
return 1
