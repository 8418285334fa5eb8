-- Signs devices out and tells the replicas.
--
-- KEYS: 1 account, 2 devices, 3 refresh tokens
-- ARGV: 1 channel of sign-outs, 2 user, 3… devices
-- Returns how many were signed in

local removed = 0
for i = 3, #ARGV do
  removed = removed + redis.call('HDEL', KEYS[2], ARGV[i])
  redis.call('HDEL', KEYS[3], ARGV[i])
end
redis.call('PUBLISH', ARGV[1], ARGV[2])
return removed
