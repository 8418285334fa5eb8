-- Forgets an edit that never came about.
--
-- KEYS: 1 the day, 2 the user's open edits (zset)
-- ARGV: 1 edit
-- Returns the units that it counted for everybody

local day, open, id = KEYS[1], KEYS[2], ARGV[1]
redis.call('ZREM', open, id)
local was = redis.call('HMGET', day, id, 'all:' .. id)
if not was[1] then return 0 end
redis.call('HDEL', day, id, 'all:' .. id)
redis.call('HINCRBY', day, 'sum', 0 - was[1])
redis.call('HINCRBY', day, 'asks', -1)
return tonumber(was[2] or 0)
