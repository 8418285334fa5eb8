-- Changes fields of an account, unless it changed since it was read; can sign devices out with it.
--
-- KEYS: 1 account, 2 devices, 3 refresh tokens
-- ARGV: 1 rev, 2 channel of sign-outs, 3 user, 4 the device that stays, or nothing to sign none out, 5… fields and values
-- Returns 1; 0 when it changed meanwhile

if redis.call('HGET', KEYS[1], 'rev') ~= ARGV[1] then return 0 end
redis.call('HINCRBY', KEYS[1], 'rev', 1)
if #ARGV > 4 then redis.call('HSET', KEYS[1], unpack(ARGV, 5)) end
redis.call('PERSIST', KEYS[1])
if ARGV[4] ~= '' then
  for _, device in ipairs(redis.call('HKEYS', KEYS[2])) do
    if device ~= ARGV[4] then redis.call('HDEL', KEYS[2], device) redis.call('HDEL', KEYS[3], device) end
  end
  redis.call('PUBLISH', ARGV[2], ARGV[3])
end
return 1
