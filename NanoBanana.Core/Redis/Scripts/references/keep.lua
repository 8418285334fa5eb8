-- Keeps a picture at hand for a user, or under another name; keeping it again changes nothing.
--
-- KEYS: 1 user, 2 rows
-- ARGV: 1 reference, 2 its row, 3 most references of a user, 4 1 to change one that is there
-- Returns ok and the row that is there; full; missing when the account, or the reference to change, is gone

local user, rows = KEYS[1], KEYS[2]
local id, row, most, changing = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4] == '1'
if redis.call('EXISTS', user) == 0 then return {'missing'} end
local known = redis.call('HGET', rows, id)
if changing and not known then return {'missing'} end
if known and not changing then return {'ok', known} end
if not known and redis.call('HLEN', rows) >= most then return {'full'} end
redis.call('HSET', rows, id, row)
return {'ok', row}
