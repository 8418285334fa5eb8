-- Makes a session; making it again changes nothing.
--
-- KEYS: 1 session, 2 members
-- ARGV: 1 owner, 2 title, 3 now (ms), 4 the owner's row
-- Returns 1; 0 when there is one

if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'ownerId', ARGV[1], 'title', ARGV[2], 'createdAt', ARGV[3], 'updatedAt', ARGV[3],
  'messageCount', 0, 'imageCount', 0, 'bytes', 0, 'textBytes', 0, 'copyBytes', 0, 'seq', 0)
redis.call('HSET', KEYS[2], ARGV[1], ARGV[4])
return 1
