-- Reserves units that count for everybody together.
--
-- KEYS: 1 the sum of the day
-- ARGV: 1 units, 2 most, 3 how long the day is kept (ms)
-- Returns 1; 0 when they would be too many

if tonumber(redis.call('GET', KEYS[1]) or 0) + tonumber(ARGV[1]) > tonumber(ARGV[2]) then return 0 end
redis.call('INCRBY', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
