-- Goes first in a change of an edit by a worker: answers missing, done, or fenced when a newer worker has it in hand.
-- KEYS: 1 rows, 2 open edits, 3 fences, 4 variants. ARGV: 1 edit, 2 token, 3 its row.

local rows, open, fences, variants = K[1], K[2], K[3], K[4]
local id, token, data = A[1], A[2], A[3]
local known = redis.call('HGET', rows, id)
if not known then return {'missing'} end
if redis.call('HGET', open, id) ~= 'work' then return {'done'} end
if tonumber(redis.call('HGET', fences, id) or 0) > tonumber(token) then return {'fenced'} end
redis.call('HSET', fences, id, token)
