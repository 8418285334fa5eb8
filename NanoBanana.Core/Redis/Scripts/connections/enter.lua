-- Counts a live connection of a user.
--
-- KEYS: 1 connections (zset)
-- ARGV: 1 connection, 2 now (ms), 3 when it expires (ms), 4 most
-- Returns 1; 0 when there are as many as may be

redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[2])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[4]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3] - ARGV[2])
return 1
