-- Counts a failed try; too many in the window lock the subject out, twice as long each time.
--
-- KEYS: 1 lock-out, 2 failures (zset), 3 tries that are not judged (zset)
-- ARGV: 1 now (ms), 2 window (ms), 3 most failures in it, 4 the first lock-out (ms), 5 try
-- Returns 1

local now, window, limit, first = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
redis.call('ZREM', KEYS[3], ARGV[5])
redis.call('ZADD', KEYS[2], now, ARGV[5])
if redis.call('ZCARD', KEYS[2]) >= limit then
  local locks = redis.call('HINCRBY', KEYS[1], 'locks', 1) - 1
  redis.call('HSET', KEYS[1], 'until', now + math.min(window, first * 2 ^ locks))
end
redis.call('PEXPIRE', KEYS[1], 2 * window)
redis.call('PEXPIRE', KEYS[2], 2 * window)
return 1
