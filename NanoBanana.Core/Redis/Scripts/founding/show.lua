-- Shows a session that is filled. The event tells the owner's list.
--
-- KEYS: 1 session, 2 log, 3 index of its texts
-- ARGV: 1 owner, 2 now (ms), 3 limits of the log, 4 messages, 5 pictures, 6 bytes, 7 the first picture, or nothing, 8 its file name,
--   9 who fills it
-- Returns 1; 0 where somebody else fills it
-- Events: session.updated

--- @include "shared/append"

if redis.call('HGET', KEYS[1], 'founding') ~= ARGV[9] then return 0 end
redis.call('HDEL', KEYS[1], 'founding', 'deletedAt')
redis.call('HSET', KEYS[1], 'updatedAt', ARGV[2], 'messageCount', ARGV[4], 'imageCount', ARGV[5], 'bytes', ARGV[6])
if ARGV[7] ~= '' then redis.call('HSET', KEYS[1], 'firstPicture', ARGV[7], 'fileName', ARGV[8]) end
redis.call('SETBIT', KEYS[3], 0, 0)
append(KEYS[1], KEYS[2], ARGV[2], ARGV[3], 'session.updated', ARGV[1])
return 1
