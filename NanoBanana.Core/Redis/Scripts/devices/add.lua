-- Signs a device in. The password must still be the one that was checked: a sign-in under way dies with a new one.
--
-- KEYS: 1 account, 2 devices, 3 refresh tokens
-- ARGV: 1 device, 2 its row, 3 its family of tokens, 4 the hash of the password that was checked
-- Returns 1; 0 when the password changed, or the account is gone or disabled

local state = redis.call('HMGET', KEYS[1], 'passwordHash', 'disabled')
if state[1] ~= ARGV[4] or state[2] then return 0 end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('HSET', KEYS[3], ARGV[1], ARGV[3])
return 1
