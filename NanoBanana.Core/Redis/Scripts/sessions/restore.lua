-- Brings a deleted session back to its owner.
--
-- KEYS: 1 session, 2 log
-- ARGV: 1 owner, 2 since when it may have been deleted (ms), 3 now (ms), 4 limits of the log
-- Returns 1; 0 when it cannot be restored
-- Events: session.updated

--- @include "shared/append"

local state = redis.call('HMGET', KEYS[1], 'ownerId', 'deletedAt', 'founding')
if state[1] ~= ARGV[1] or state[3] then return 0 end
if not state[2] then return 1 end
if tonumber(state[2]) < tonumber(ARGV[2]) then return 0 end
redis.call('HDEL', KEYS[1], 'deletedAt')
append(KEYS[1], KEYS[2], ARGV[3], ARGV[4], 'session.updated', ARGV[1])
return 1
