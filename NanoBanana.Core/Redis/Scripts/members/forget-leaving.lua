-- Forgets who left once their list knows.
--
-- KEYS: 1 who is leaving
-- ARGV: 1 user, 2 seq
-- Returns 1

if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('HDEL', KEYS[1], ARGV[1]) end
return 1
