-- Begins an account that nobody can see yet.
--
-- KEYS: 1 account
-- ARGV: 1 when it goes unless it is finished (ms)
-- Returns 1; 0 when there is one

if redis.call('HEXISTS', KEYS[1], 'username') == 1 then return 0 end
redis.call('HSET', KEYS[1], 'rev', 0)
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
