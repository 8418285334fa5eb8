-- Notes that a request with a key is being answered. The answers of a user are listed, so that they go with the account.
--
-- KEYS: 1 answer, 2 the user's answers (zset), 3 mark of an erased account
-- ARGV: 1 answer, 2 how long it is kept (ms), 3 hash of its key, 4 now (ms)
-- Returns 1 when it was written; 0 when there is one; -1 when the account is erased

if redis.call('EXISTS', KEYS[3]) == 1 then return -1 end
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 0 end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[4] - ARGV[2])
redis.call('ZADD', KEYS[2], ARGV[4], ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return 1
