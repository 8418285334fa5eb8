-- Gives a name to another account.
--
-- KEYS: 1 name
-- ARGV: 1 who had it, 2 who gets it
-- Returns 1; 0 when somebody else has it

if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2]) return 1 end
return 0
