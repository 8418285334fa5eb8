-- What all scripts of the job lists know; time is the Redis server's, so the clocks of the machines do not matter.
-- KEYS: 1 workers, 2 retry set, 3 dead list, 4 last token, 5–7 turns of each priority.

local workers, retry, dead, tokens = unpack(KEYS, 1, 4)
local turns = {['0'] = KEYS[5], ['1'] = KEYS[6], ['2'] = KEYS[7]}
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function enqueue(side, pending, priority, user, id)
  if redis.call(side, pending, id) == 1 then redis.call('RPUSH', turns[priority], user) end
  redis.call('PUBLISH', '{jobs}:wake:' .. priority, '1')
end
local function ended(id) redis.call('PUBLISH', '{jobs}:end:' .. id, '1') end
