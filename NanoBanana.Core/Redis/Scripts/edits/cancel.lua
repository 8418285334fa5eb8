-- Ends an edit and takes back the results that are there, unless it went on since it was read.
--
-- KEYS: 1 rows, 2 open edits, 3 fences, 4 variants, 5 images, 6 their rows, 7 pins, 8 their order; of an edit of a
--   run 9 run, 10 its failures, 11 runs that take pictures
-- ARGV: 1 edit, 2 its row as it was read, 3 its row, 4 number of variants, 5… result and its bytes
-- Returns ok; done when it had ended; unknown when it went on
-- Events: image.deleted, edit.cancelled, run.progress, run.succeeded, run.failed

--- @include "shared/session"
--- @include "shared/run-edit"
--- @include "shared/unpinned"

local function change()
  local rows, open, fences, variants, order, images, pins, pinOrder = unpack(K)
  local id, known, data, most = A[1], A[2], A[3], tonumber(A[4])
  if redis.call('HGET', open, id) ~= 'work' then return {'done'} end
  if redis.call('HGET', rows, id) ~= known then return {'unknown'} end
  for i = 5, #A, 2 do
    if drop(images, A[i]) then
      redis.call('ZREM', order, A[i])
      redis.call('HINCRBY', session, 'imageCount', -1)
      redis.call('HINCRBY', session, 'bytes', -A[i + 1])
      unpinned(pinOrder, pins, A[i])
      emit('image.deleted', '{"id":"' .. A[i] .. '"}')
    end
  end
  for variant = 0, most - 1 do redis.call('HDEL', variants, id .. ':' .. variant) end
  redis.call('HDEL', fences, id)
  put(rows, id, data)
  redis.call('HSET', open, id, 'settle')
  touch()
  emit('edit.cancelled', data)
  if K[9] then counted_off(K[9], K[10], K[11], cjson.decode(data)) end
  return {'ok'}
end

return commit(change)
