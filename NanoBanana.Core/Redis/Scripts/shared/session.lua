-- A change of one session: the caller's role is checked, the change made and its events written in one script, so that nobody sees one
-- without the other. The script defines change() and ends with "return commit(change)". change() answers {word, value…}; ok is success.
-- It may use K and A, the script's own keys and arguments; emit(type, data) for events; put(rows, id, data) and drop(rows, id), which keep
-- count of the rows' bytes; touch(), which goes with every change of a text: the index for the search is open from then on.
-- KEYS: 1 session, 2 members, 3 log, 4 who is leaving, 5 index of its texts, 6… K.
-- ARGV: 1 user, or nothing, 2 now (ms), 3 limits of the log, 4 least role, 5 1 when the members' lists are to be told, 6… A.
-- Returns the answer, the number of events, and when the lists are to be told the session, its members and who is leaving.

--- @include "shared/append"

local session, members, log, leaving, index = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local user, now, limits, least, telling = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local K, A = {unpack(KEYS, 6)}, {unpack(ARGV, 6)}
local ranks = {viewer = 1, editor = 2, owner = 3}
local role = 'owner'

local state = redis.call('HMGET', session, 'ownerId', 'deletedAt')
if not state[1] or state[2] then return {{'missing'}} end
if user ~= '' then
  local member = redis.call('HGET', members, user)
  if not member then return {{'missing'}} end
  role = string.match(member, '^%a+')
  if ranks[role] < ranks[least] then return {{'forbidden'}} end
end

local emitted = 0
local function emit(type, data)
  emitted = emitted + 1
  return append(session, log, now, limits, type, user, data)
end
local function count(bytes) if bytes ~= 0 then redis.call('HINCRBY', session, 'textBytes', bytes) end end
local function put(rows, id, data)
  count(#data - redis.call('HSTRLEN', rows, id))
  redis.call('HSET', rows, id, data)
end
local function drop(rows, id)
  local bytes = redis.call('HSTRLEN', rows, id)
  if redis.call('HDEL', rows, id) == 0 then return false end
  count(-bytes)
  return true
end
local function touch()
  redis.call('HSET', session, 'updatedAt', now)
  redis.call('SETBIT', index, 0, 0)
end

local function commit(change)
  local answer = change()
  if answer[1] ~= 'ok' or telling == '' then return {answer, emitted} end
  return {answer, emitted, redis.call('HGETALL', session), redis.call('HGETALL', members), redis.call('HGETALL', leaving)}
end
