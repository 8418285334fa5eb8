-- Fills a session with rows.
--
-- KEYS: 1 session, 2 an order (zset), 3 its rows
-- ARGV: 1 who fills it, 2… score, member, id and row of each
-- Returns 1; 0 where somebody else fills it

if redis.call('HGET', KEYS[1], 'founding') ~= ARGV[1] then return 0 end
local text = 0
for i = 2, #ARGV, 4 do
  redis.call('ZADD', KEYS[2], ARGV[i], ARGV[i + 1])
  text = text + #ARGV[i + 3] - redis.call('HSTRLEN', KEYS[3], ARGV[i + 2])
  redis.call('HSET', KEYS[3], ARGV[i + 2], ARGV[i + 3])
end
redis.call('HINCRBY', KEYS[1], 'textBytes', text)
return 1
