-- Completes an item, unless it was enqueued anew.
--
-- KEYS: 1 what is to be looked at (zset)
-- ARGV: 1 item, 2 when it is due
-- Returns 1

if redis.call('ZSCORE', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('ZREM', KEYS[1], ARGV[1]) end
return 1
