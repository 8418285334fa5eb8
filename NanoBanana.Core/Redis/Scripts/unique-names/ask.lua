-- Tells whether an account has a name or may still get it.
--
-- KEYS: 1 account
-- ARGV: 1 key of the name, 2 1 to fence the account off
-- Returns held; open when it may get it; free when it was fenced off

for _, key in ipairs(redis.call('HMGET', KEYS[1], 'nameKey', 'lookKey', 'emailKey')) do
  if key == ARGV[1] then return 'held' end
end
if ARGV[2] ~= '1' then return 'open' end
if redis.call('HEXISTS', KEYS[1], 'username') == 1 then redis.call('HINCRBY', KEYS[1], 'rev', 1) else redis.call('DEL', KEYS[1]) end
return 'free'
