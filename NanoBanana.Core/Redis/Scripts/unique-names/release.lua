-- Gives a name up.
--
-- KEYS: 1 name
-- ARGV: 1 who had it
-- Returns 1; 0 when somebody else has it

if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) return 1 end
return 0
