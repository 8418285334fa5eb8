-- Keeps a recipe for a user; keeping it again changes nothing.
--
-- KEYS: 1 user, 2 rows, 3 steps
-- ARGV: 1 recipe, 2 its row, 3 its steps, 4 most recipes of a user
-- Returns ok and the row that is there; full; missing when the account is gone

local user, rows, steps = KEYS[1], KEYS[2], KEYS[3]
local id, row, step, most = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
if redis.call('EXISTS', user) == 0 then return {'missing'} end
local known = redis.call('HGET', rows, id)
if known then return {'ok', known} end
if redis.call('HLEN', rows) >= most then return {'full'} end
redis.call('HSET', rows, id, row)
redis.call('HSET', steps, id, step)
return {'ok', row}
