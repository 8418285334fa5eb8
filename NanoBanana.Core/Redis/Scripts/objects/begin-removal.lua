-- Begins to remove bytes that nothing uses; new uploads of them wait meanwhile.
--
-- KEYS: 1 references, 2 mark of a removal
-- ARGV: 1 how long the removal may take (ms)
-- Returns 1; 0 when they are used

if redis.call('SCARD', KEYS[1]) > 0 then return 0 end
redis.call('SET', KEYS[2], 1, 'PX', ARGV[1])
return 1
