-- Brings a session's state to a member's own list and log, or takes it from them. Repeating it changes nothing.
--
-- KEYS: 1 user, 2 sessions (zset), 3 seen, 4 left, 5 log, 6 mark of an erased account, 7 usage, 8 its sums
-- ARGV: 1 session, 2 seq, 3 updated (ms), 4 here, deleted or removed, 5 now (ms), 6 limits of the log, 7 session as JSON,
--   8 role, 9 how it is shown, 10 member as JSON, 11 images, 12 bytes, 13 bytes of text
-- Returns 1; 0 when the user knows as much; -1 when the account is gone
-- Events: session.created, session.updated, session.deleted, member.added, member.removed

--- @include "shared/append"

local user, sessions, seen, left, log, erased, usage, totals = unpack(KEYS)
local id, seq, updated, state, now, limits, data, role, view, member, images, bytes, text = unpack(ARGV)
local function use(pictures, size, words)
  local hadImages, hadBytes, hadText = string.match(redis.call('HGET', usage, id) or '0:0:0', '^(%d+):(%d+):(%d+)$')
  redis.call('HINCRBY', totals, 'images', pictures - hadImages)
  redis.call('HINCRBY', totals, 'bytes', size - hadBytes)
  redis.call('HINCRBY', totals, 'textBytes', words - hadText)
end
if redis.call('HEXISTS', user, 'username') == 0 or redis.call('EXISTS', erased) == 1 then return -1 end
local known, was = string.match(redis.call('HGET', seen, id) or '', '^(%d+):?(%a*)')
if state == 'here' then
  local lost = redis.call('HGET', left, id)
  if lost and tonumber(lost) >= tonumber(seq) or known and tonumber(known) >= tonumber(seq) then return 0 end
  redis.call('HSET', seen, id, seq .. ':' .. role .. ':' .. view)
  redis.call('ZADD', sessions, updated, id)
  if role == 'owner' then
    use(images, bytes, text)
    redis.call('HSET', usage, id, images .. ':' .. bytes .. ':' .. text)
  end
  append(user, log, now, limits, known and 'session.updated' or 'session.created', '', data, id)
  if role ~= 'owner' and was ~= role then append(user, log, now, limits, 'member.added', '', member, id) end
  return 1
end
if known and tonumber(known) > tonumber(seq) then return 0 end
if tonumber(redis.call('HGET', left, id) or 0) < tonumber(seq) then redis.call('HSET', left, id, seq) end
redis.call('PEXPIRE', left, 3600000)
redis.call('HDEL', seen, id)
redis.call('ZREM', sessions, id)
if redis.call('HEXISTS', usage, id) == 1 then
  use(0, 0, 0)
  redis.call('HDEL', usage, id)
end
if not known then return 0 end
if state == 'removed' then append(user, log, now, limits, 'member.removed', '', member, id) end
append(user, log, now, limits, 'session.deleted', '', data, id)
return 1
