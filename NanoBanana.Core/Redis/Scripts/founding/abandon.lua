-- Gives a session up: nobody fills it from then on.
--
-- KEYS: 1 session
-- ARGV: 1 who fills it
-- Returns 1; 0 where somebody else fills it

if redis.call('HGET', KEYS[1], 'founding') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'founding', 'gone')
return 1
