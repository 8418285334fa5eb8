-- Blocks a user.
--
-- KEYS: 1 account, 2 whom it blocks
-- ARGV: 1 user, 2 row, 3 most
-- Returns 1; 0 when the account is gone; -1 when there are too many

if redis.call('HEXISTS', KEYS[1], 'username') == 0 then return 0 end
if redis.call('HEXISTS', KEYS[2], ARGV[1]) == 1 then return 1 end
if redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[3]) then return -1 end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
return 1
