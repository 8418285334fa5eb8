-- Disables an account, or enables it.
--
-- KEYS: 1 account
-- ARGV: 1 1 to disable it
-- Returns 1; 0 when there is none

if redis.call('HEXISTS', KEYS[1], 'username') == 0 then return 0 end
if ARGV[1] == '1' then redis.call('HSET', KEYS[1], 'disabled', 1) else redis.call('HDEL', KEYS[1], 'disabled') end
return 1
