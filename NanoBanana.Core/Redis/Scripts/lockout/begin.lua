-- Takes a place for a try that is not judged yet.
--
-- KEYS: 1 lock-out, 2 failures (zset), 3 tries that are not judged (zset)
-- ARGV: 1 now (ms), 2 window (ms), 3 most failures in it, 4 how long a try is waited for (ms), 5 try
-- Returns 0 for a place; how long (ms) the lock-out lasts; -1 when no place is free

local now, window, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local open = tonumber(redis.call('HGET', KEYS[1], 'until') or 0)
if open > now then return open - now end
if open > 0 then
  redis.call('HDEL', KEYS[1], 'until')
  redis.call('DEL', KEYS[2])
end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - window)
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - ARGV[4])
if redis.call('ZCARD', KEYS[2]) + redis.call('ZCARD', KEYS[3]) >= limit then return -1 end
redis.call('ZADD', KEYS[3], now, ARGV[5])
redis.call('PEXPIRE', KEYS[3], ARGV[4])
return 0
