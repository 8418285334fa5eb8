-- Changes stars and tags, unless others changed them since they were read.
--
-- KEYS: 1 rows
-- ARGV: 1 image, 2 its row as it was read, 3 its row
-- Returns ok; missing; done when it was changed meanwhile
-- Events: image.updated

--- @include "shared/session"

local function change()
  local data = redis.call('HGET', K[1], A[1])
  if not data then return {'missing'} end
  local known, base = cjson.decode(data), cjson.decode(A[2])
  if known.status ~= base.status or known.starred ~= base.starred
    or cjson.encode(known.tags or cjson.null) ~= cjson.encode(base.tags or cjson.null) then return {'done'} end
  put(K[1], A[1], A[3])
  emit('image.updated', A[3])
  return {'ok'}
end

return commit(change)
