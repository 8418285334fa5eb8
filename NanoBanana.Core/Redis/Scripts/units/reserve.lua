-- Reserves the units of an edit; repeating it changes nothing.
--
-- KEYS: 1 the day, 2 the user's open edits (zset)
-- ARGV: 1 edit, 2 units, 3 those that count for everybody, 4 most units, 5 most edits of the day, 6 most open edits, 7 now (ms),
--   8 how long the day is kept (ms)
-- Returns Ok, TooManyOpen, TooManyAsks or TooManyUnits

local day, open = KEYS[1], KEYS[2]
local id, units, shared = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local most, mostAsks, mostOpen = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local now, kept = tonumber(ARGV[7]), ARGV[8]
if redis.call('HEXISTS', day, id) == 1 then return 'Ok' end
redis.call('ZREMRANGEBYSCORE', open, '-inf', now - kept)
if redis.call('ZCARD', open) >= mostOpen then return 'TooManyOpen' end
local state = redis.call('HMGET', day, 'sum', 'asks')
if tonumber(state[2] or 0) >= mostAsks then return 'TooManyAsks' end
if tonumber(state[1] or 0) + units > most then return 'TooManyUnits' end
redis.call('HSET', day, id, units)
if shared > 0 then redis.call('HSET', day, 'all:' .. id, shared) end
redis.call('HINCRBY', day, 'sum', units)
redis.call('HINCRBY', day, 'asks', 1)
redis.call('PEXPIRE', day, kept)
redis.call('ZADD', open, now, id)
redis.call('PEXPIRE', open, kept)
return 'Ok'
