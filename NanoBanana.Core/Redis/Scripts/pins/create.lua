-- Adds a pin; adding it again changes nothing.
--
-- KEYS: 1 order, 2 rows, 3 image rows
-- ARGV: 1 image, 2 pin, 3 its row, 4 most pins of a picture
-- Returns ok and the row that is there; missing; full
-- Events: pin.created

--- @include "shared/session"

local function change()
  local order, rows, images = K[1], K[2], K[3]
  local image, id, data, most = A[1], A[2], A[3], tonumber(A[4])
  local known = redis.call('HGET', rows, id)
  if known then return {'ok', known} end
  if redis.call('HEXISTS', images, image) == 0 then return {'missing'} end
  if redis.call('ZLEXCOUNT', order, '[' .. image .. ':', '[' .. image .. ';') >= most then return {'full'} end
  put(rows, id, data)
  redis.call('ZADD', order, 0, image .. ':' .. id)
  touch()
  emit('pin.created', data)
  return {'ok', data}
end

return commit(change)
