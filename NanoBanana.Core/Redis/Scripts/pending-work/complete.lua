-- Takes a note back, unless a newer one was made meanwhile.
--
-- KEYS: 1 what is to be looked at (zset)
-- ARGV: 1 thing, 2 the note's time
-- Returns 1

if redis.call('ZSCORE', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('ZREM', KEYS[1], ARGV[1]) end
return 1
