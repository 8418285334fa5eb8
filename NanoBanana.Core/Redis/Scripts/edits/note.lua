-- Notes how a variant stands.
--
-- KEYS: 1 rows, 2 open edits, 3 fences, 4 variants
-- ARGV: 1 edit, 2 token, 3 its row, 4 variant, 5 its state, or nothing to forget it
-- Returns ok; missing, done or fenced

--- @include "shared/session"

local function change()
  --- @include "shared/claimed-edit"

  if A[5] == '' then redis.call('HDEL', variants, A[4]) else redis.call('HSET', variants, A[4], A[5]) end
  return {'ok'}
end

return commit(change)
