-- A worker takes an edit in hand; those with lower tokens are shut out from then on. The first one starts it.
--
-- KEYS: 1 rows, 2 open edits, 3 fences, 4 variants
-- ARGV: 1 edit, 2 token, 3 the row of a started edit, 4 number of variants
-- Returns ok, the row, and the state of each variant; missing, done or fenced
-- Events: edit.started

--- @include "shared/session"

local function change()
  --- @include "shared/claimed-edit"

  if cjson.decode(known).status == 'queued' then
    put(rows, id, data)
    emit('edit.started', data)
    known = data
  end
  local answer = {'ok', known}
  for variant = 0, A[4] - 1 do answer[#answer + 1] = redis.call('HGET', variants, id .. ':' .. variant) or '' end
  return answer
end

return commit(change)
