-- Begins a session that is shown once it is filled, or takes it over from who filled it before.
--
-- KEYS: 1 session, 2 members
-- ARGV: 1 owner, 2 title, 3 now (ms), 4 until when it stays hidden (ms), 5 the owner's row, 6 who fills it
-- Returns 1; 0 where it is being erased, or was shown

local founding = redis.call('HGET', KEYS[1], 'founding')
if founding == 'gone' or not founding and redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
if founding then
  redis.call('HSET', KEYS[1], 'deletedAt', ARGV[4], 'founding', ARGV[6])
  return 1
end
redis.call('HSET', KEYS[1], 'ownerId', ARGV[1], 'title', ARGV[2], 'createdAt', ARGV[3], 'updatedAt', ARGV[3], 'deletedAt', ARGV[4],
  'founding', ARGV[6], 'messageCount', 0, 'imageCount', 0, 'bytes', 0, 'textBytes', 0, 'copyBytes', 0, 'seq', 0)
redis.call('HSET', KEYS[2], ARGV[1], ARGV[5])
return 1
