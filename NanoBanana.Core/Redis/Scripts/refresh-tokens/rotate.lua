-- Spends a refresh token for the next one. A spent one ends the family; its first repetition soon after is a lost answer.
--
-- KEYS: 1 devices, 2 families
-- ARGV: 1 device, 2 its new row, 3 hash of the token, 4 of its successor, 5 now (ms), 6 how long an answer may be asked for again (ms),
--   7 channel of sign-outs, 8 1 for a token of the family, 9 user
-- Returns 1; 0 when it is not good; -1 when it was spent before and the device is signed out

local held = redis.call('HGET', KEYS[2], ARGV[1])
if not held or redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
local good, spent, at, repeats, key = string.match(held, '^(%S+) (%S+) (%S+) (%S+) (%S+)$')
local now = tonumber(ARGV[5])
if good == ARGV[3] then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
  redis.call('HSET', KEYS[2], ARGV[1], table.concat({ARGV[4], good, ARGV[5], '0', key}, ' '))
  return 1
end
if spent == ARGV[3] and repeats == '0' and now - tonumber(at) <= tonumber(ARGV[6]) and good == ARGV[4] then
  redis.call('HSET', KEYS[2], ARGV[1], table.concat({good, spent, at, '1', key}, ' '))
  return 1
end
if ARGV[8] ~= '1' then return 0 end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('PUBLISH', ARGV[7], ARGV[9])
return -1
