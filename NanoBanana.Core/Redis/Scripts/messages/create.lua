-- Posts a message; posting it again changes nothing.
--
-- KEYS: 1 order, 2 rows, 3 image rows
-- ARGV: 1 message, 2 its row, 3 title of an untitled session, or nothing, 4… images
-- Returns ok; ok and the row that was there; unknown when there is no such image
-- Events: message.created, session.updated

--- @include "shared/session"

local function change()
  local order, rows, images = K[1], K[2], K[3]
  local id, data, title = A[1], A[2], A[3]
  local known = redis.call('HGET', rows, id)
  if known then return {'ok', known} end
  for i = 4, #A do
    if redis.call('HEXISTS', images, A[i]) == 0 then return {'unknown'} end
  end
  put(rows, id, data)
  redis.call('HINCRBY', session, 'messageCount', 1)
  touch()
  redis.call('ZADD', order, emit('message.created', data), id)
  if title ~= '' and redis.call('HGET', session, 'title') == '' then
    redis.call('HSET', session, 'title', title)
    emit('session.updated')
  end
  return {'ok'}
end

return commit(change)
