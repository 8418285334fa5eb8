-- Says how far an edit is.
--
-- KEYS: 1 rows, 2 open edits, 3 fences, 4 variants
-- ARGV: 1 edit, 2 token, 3 its row
-- Returns ok; missing, done or fenced
-- Events: edit.progress

--- @include "shared/session"

local function change()
  --- @include "shared/claimed-edit"

  put(rows, id, data)
  emit('edit.progress', data)
  return {'ok'}
end

return commit(change)
