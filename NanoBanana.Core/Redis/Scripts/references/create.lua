-- Keeps a picture at hand for a session; keeping it again changes nothing. References whose picture is gone for good make room.
--
-- KEYS: 1 rows, 2 image rows, 3 bin
-- ARGV: 1 reference, 2 its row, 3 image, 4 most references of a session
-- Returns ok and the row that is there; unknown when the image is gone; full
-- Events: reference.created

--- @include "shared/session"

local function change()
  local rows, images, bin = K[1], K[2], K[3]
  local known = redis.call('HGET', rows, A[1])
  if known then return {'ok', known} end
  if redis.call('HEXISTS', images, A[3]) == 0 then return {'unknown'} end
  local all = redis.call('HGETALL', rows)
  for i = 1, #all, 2 do
    local image = cjson.decode(all[i + 1]).imageId
    if redis.call('HEXISTS', images, image) == 0 and redis.call('HEXISTS', bin, image) == 0 then drop(rows, all[i]) end
  end
  if redis.call('HLEN', rows) >= tonumber(A[4]) then return {'full'} end
  put(rows, A[1], A[2])
  touch()
  emit('reference.created', A[2])
  return {'ok', A[2]}
end

return commit(change)
