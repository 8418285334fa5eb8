-- Adds an image whose bytes are stored; adding it again changes nothing.
--
-- KEYS: 1 order, 2 rows, 3 processing
-- ARGV: 1 image, 2 its row, 3 bytes
-- Returns ok and the row that is there
-- Events: image.created

--- @include "shared/session"
--- @include "shared/picture-count"

local function change()
  local order, rows, processing = K[1], K[2], K[3]
  local id, data, bytes = A[1], A[2], A[3]
  local known = redis.call('HGET', rows, id)
  if known then return {'ok', known} end
  put(rows, id, data)
  redis.call('ZADD', order, 0, id)
  redis.call('SADD', processing, id)
  counted(id, data)
  redis.call('HINCRBY', session, 'bytes', bytes)
  touch()
  emit('image.created', data)
  return {'ok', data}
end

return commit(change)
