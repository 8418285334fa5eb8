-- The end of an edit, and with results the assistant's message. A prompt that came to nothing is no title any more.
--
-- KEYS: 1 rows, 2 open edits, 3 fences, 4 variants, 5 messages, 6 their rows; of an edit of a run 7 run, 8 its failures, 9 runs that take
--   pictures
-- ARGV: 1 edit, 2 token, 3 its row, 4 type of its event, 5 number of variants, 6 title, or nothing,
--   7 message, 8 its row (both may be missing)
-- Returns ok; missing, done or fenced
-- Events: message.created, session.updated, edit.succeeded, edit.failed, run.progress, run.succeeded, run.failed

--- @include "shared/session"
--- @include "shared/run-edit"

local function change()
  --- @include "shared/claimed-edit"

  local messages, texts = K[5], K[6]
  local type, most, title, message, text = A[4], tonumber(A[5]), A[6], A[7], A[8]
  local function succeeded(edit)
    local row = redis.call('HGET', rows, edit)
    if not row then return false end
    local asked = cjson.decode(row)
    return asked.status == 'succeeded' and #asked.resultIds > 0
  end
  local from = redis.call('HGET', session, 'titleFrom')
  local entitled = type == 'edit.succeeded' and title ~= '' and from and from ~= id and not succeeded(from)
  put(rows, id, data)
  redis.call('HSET', open, id, 'settle')
  redis.call('HDEL', fences, id)
  for variant = 0, most - 1 do redis.call('HDEL', variants, id .. ':' .. variant) end
  touch()
  if message then
    put(texts, message, text)
    redis.call('HINCRBY', session, 'messageCount', 1)
    redis.call('ZADD', messages, emit('message.created', text), message)
  end
  if entitled then
    redis.call('HSET', session, 'title', title, 'titleFrom', id)
    emit('session.updated')
  elseif from == id and title == '' then
    redis.call('HSET', session, 'title', '')
    redis.call('HDEL', session, 'titleFrom')
    emit('session.updated')
  end
  if K[7] then counted_off(K[7], K[8], K[9], cjson.decode(data)) end
  emit(type, data)
  return {'ok'}
end

return commit(change)
