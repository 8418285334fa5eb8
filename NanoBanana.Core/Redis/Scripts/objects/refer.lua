-- Notes that an image uses bytes, unless they are being removed.
--
-- KEYS: 1 references, 2 mark of a removal
-- ARGV: 1 image
-- Returns 1; 0 while they are being removed

if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
redis.call('SADD', KEYS[1], ARGV[1])
return 1
