-- Asks for an edit: the edit and the message that asks for it are one commit.
--
-- KEYS: 1 order, 2 rows, 3 open edits, 4 messages, 5 their rows, 6 image rows
-- ARGV: 1 edit, 2 its row, 3 message, 4 its row, 5 title of an untitled session, or nothing, 6 mask, or nothing, 7… images
-- Returns ok and the row that is there; unknown and the field (imageIds or maskImageId) whose image cannot be used
-- Events: message.created, edit.queued, session.updated

--- @include "shared/session"

local function change()
  local order, rows, open, messages, texts, images = K[1], K[2], K[3], K[4], K[5], K[6]
  local id, data, message, text, title, mask = A[1], A[2], A[3], A[4], A[5], A[6]
  local known = redis.call('HGET', rows, id)
  if known then return {'ok', known} end
  local function usable(image)
    local row = redis.call('HGET', images, image)
    return row and cjson.decode(row).status ~= 'rejected'
  end
  for i = 7, #A do
    if not usable(A[i]) then return {'unknown', 'imageIds'} end
  end
  if mask ~= '' and not usable(mask) then return {'unknown', 'maskImageId'} end
  put(texts, message, text)
  redis.call('HINCRBY', session, 'messageCount', 1)
  put(rows, id, data)
  redis.call('ZADD', order, 0, id)
  redis.call('HSET', open, id, 'work')
  touch()
  redis.call('ZADD', messages, emit('message.created', text), message)
  emit('edit.queued', data)
  if title ~= '' and redis.call('HGET', session, 'title') == '' then
    redis.call('HSET', session, 'title', title, 'titleFrom', id)
    emit('session.updated')
  end
  return {'ok', data}
end

return commit(change)
