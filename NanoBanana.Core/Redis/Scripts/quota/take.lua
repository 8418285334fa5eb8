-- Reserves room for what is about to be stored. Looks at 1,000 reservations at most.
--
-- KEYS: 1 sums, 2 usage, 3 reservations (zset)
-- ARGV: 1 kind, 2 amount, 3 limit, 4 id, 5 now (ms), 6 when the reservation ends (ms)
-- Returns what is left; -1 when it is too much; -2 when there are too many reservations

local totals, usage, taking = KEYS[1], KEYS[2], KEYS[3]
local kind, amount, limit, id = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local now, ends = tonumber(ARGV[5]), tonumber(ARGV[6])
redis.call('ZREMRANGEBYSCORE', taking, '-inf', now)
local reservations = redis.call('ZRANGE', taking, 0, 999)
if #reservations == 1000 then return -2 end
local used = kind == 'sessions' and redis.call('HLEN', usage) or tonumber(redis.call('HGET', totals, kind) or 0)
for _, place in ipairs(reservations) do
  local of, bytes = string.match(place, '^[^:]*:(%a+):(%d+)$')
  if of == kind then used = used + tonumber(bytes) end
end
if used + amount > limit then return -1 end
redis.call('ZADD', taking, ends, id .. ':' .. kind .. ':' .. amount)
redis.call('PEXPIRE', taking, ends - now)
return limit - used - amount
