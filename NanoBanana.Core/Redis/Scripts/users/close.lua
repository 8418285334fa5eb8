-- An account that is being erased lets nobody sign in; the mark outlives it, for what is still under way.
--
-- KEYS: 1 account, 2 mark of an erased account
-- ARGV: 1 hash of the password that was checked, 2 how long the mark is kept (ms)
-- Returns 1; 0 when the password changed

if redis.call('HGET', KEYS[1], 'passwordHash') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'disabled', 1)
redis.call('SET', KEYS[2], 1, 'PX', ARGV[2])
return 1
