-- Notes the object that will hold a part before it is stored, so that it goes with the upload.
--
-- KEYS: 1 upload
-- ARGV: 1 key of the object
-- Returns 1; 0 when there is no such upload

if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'object:' .. ARGV[1], '')
return 1
