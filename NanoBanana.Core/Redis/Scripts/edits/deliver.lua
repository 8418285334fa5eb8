-- A result is there: its row, and the edit that names it.
--
-- KEYS: 1 rows, 2 open edits, 3 fences, 4 variants, 5 images, 6 their rows, 7 images that something was made of
-- ARGV: 1 edit, 2 token, 3 its row, 4 variant, 5 image, 6 its row, 7 bytes, 8… the images that it was made of
-- Returns ok; missing, done or fenced
-- Events: image.created, edit.progress

--- @include "shared/session"

local function change()
  --- @include "shared/claimed-edit"

  local order, images, parents = K[5], K[6], K[7]
  local variant, image, row, bytes = A[4], A[5], A[6], A[7]
  redis.call('HSET', variants, variant, 'done')
  put(images, image, row)
  redis.call('ZADD', order, 0, image)
  redis.call('HINCRBY', session, 'imageCount', 1)
  redis.call('HINCRBY', session, 'bytes', bytes)
  for i = 8, #A do redis.call('SADD', parents, A[i]) end
  put(rows, id, data)
  touch()
  emit('image.created', row)
  emit('edit.progress', data)
  return {'ok'}
end

return commit(change)
