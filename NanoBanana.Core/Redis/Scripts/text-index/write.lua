-- Writes filters of the index, unless somebody else did since they were read.
--
-- KEYS: 1 session, 2 index, 3 messages that the index has to read again
-- ARGV: 1 seq of the session when its texts were read, 2 seq up to which messages are indexed now, 3 1 when these are all,
--   4… place, bytes as they were and bytes as they are of each filter
-- Returns 1; 0 when somebody else did

local session, index, reworded = KEYS[1], KEYS[2], KEYS[3]
local seq, indexed, all = ARGV[1], ARGV[2], ARGV[3] == '1'
local now = redis.call('HGET', session, 'seq')
if not now then return 0 end
for i = 4, #ARGV, 3 do
  local from, before = ARGV[i], ARGV[i + 1]
  if redis.call('GETRANGE', index, from, from + #ARGV[i + 2] - 1) ~= before then return 0 end
end
for i = 4, #ARGV, 3 do redis.call('SETRANGE', index, ARGV[i], ARGV[i + 2]) end
if tonumber(indexed) > redis.call('BITFIELD', index, 'GET', 'i64', '#1')[1] then
  redis.call('BITFIELD', index, 'SET', 'i64', '#1', indexed)
end
if all and now == seq then
  redis.call('DEL', reworded)
  redis.call('SETBIT', index, 0, 1)
end
return 1
