-- Counts a request by the generic cell rate algorithm: one number per rate says when its burst will be whole again. What is owed is
-- charged, admitted or not.
--
-- KEYS: 1… one of each rate, then the devices when one is named
-- ARGV: 1 device, or nothing, 2 what was admitted by the first rate without asking, 3 what the request counts by it,
--   4… count and window (µs) of each rate
-- Returns 1 or 0, how long to wait (µs), then what is left of each rate and when it is whole again (µs); -1 when the device is signed out

if ARGV[1] ~= '' and redis.call('HEXISTS', KEYS[#KEYS], ARGV[1]) == 0 then return {-1} end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local wait, unasked, whole, answer = 0, {}, {}, {1, 0}
for i = 1, (#ARGV - 3) / 2 do
  local window = tonumber(ARGV[2 * i + 3])
  local step = window / tonumber(ARGV[2 * i + 2])
  local before = math.max(now, tonumber(redis.call('GET', KEYS[i]) or now))
  if i == 1 then before = math.max(before, math.min(before + ARGV[2] * step, now + window)) end
  unasked[i] = before
  local after = before + step * (i == 1 and ARGV[3] or 1)
  wait = math.max(wait, after - window - now)
  whole[i] = after
  answer[2 * i + 1] = math.max(0, math.floor((window - (after - now)) / step + 0.000001))
  answer[2 * i + 2] = math.ceil(after - now)
end
if wait > 0 then
  answer[1], answer[2] = 0, math.ceil(wait)
  if ARGV[2] == '0' then return answer end
  whole = {unasked[1]}
end
for i, at in ipairs(whole) do
  redis.call('SET', KEYS[i], string.format('%.0f', at), 'PX', math.max(1, math.ceil((at - now) / 1000)))
end
return answer
