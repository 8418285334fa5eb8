-- Deletes an account.
--
-- KEYS: 1 account
-- ARGV: none
-- Returns the keys of its names

local names = redis.call('HMGET', KEYS[1], 'nameKey', 'lookKey', 'emailKey')
redis.call('DEL', KEYS[1])
return names
