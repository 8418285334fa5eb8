-- Charges what was delivered.
--
-- KEYS: 1 the day, 2 the user's open edits (zset), 3 the user
-- ARGV: 1 edit, 2 units, 3 how long the day is kept (ms)
-- Returns by how much less counts for everybody, and 1 when the edit was open

local day, open, user = KEYS[1], KEYS[2], KEYS[3]
local id, units = ARGV[1], tonumber(ARGV[2])
local first = redis.call('ZREM', open, id)
if redis.call('EXISTS', user) == 0 then return {0, 0} end
local was = redis.call('HMGET', day, id, 'all:' .. id)
redis.call('HSET', day, id, units)
redis.call('HINCRBY', day, 'sum', units - tonumber(was[1] or 0))
redis.call('PEXPIRE', day, ARGV[3])
if not was[2] then return {0, first} end
redis.call('HSET', day, 'all:' .. id, units)
return {tonumber(was[2]) - units, first}
