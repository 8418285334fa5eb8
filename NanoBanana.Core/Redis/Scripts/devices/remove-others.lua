-- Signs all devices out but one, those included that sign in at this moment.
--
-- KEYS: 1 account, 2 devices, 3 refresh tokens
-- ARGV: 1 channel of sign-outs, 2 user, 3 the device that stays, or nothing
-- Returns 1

for _, device in ipairs(redis.call('HKEYS', KEYS[2])) do
  if device ~= ARGV[3] then redis.call('HDEL', KEYS[2], device) redis.call('HDEL', KEYS[3], device) end
end
redis.call('PUBLISH', ARGV[1], ARGV[2])
return 1
