-- Uses a code up.
--
-- KEYS: 1 hash of the code that is good
-- ARGV: 1 hash of the code
-- Returns 1; 0 when it is not good any more

if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
return 1
