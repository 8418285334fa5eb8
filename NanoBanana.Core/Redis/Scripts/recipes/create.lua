-- Saves a recipe for a session; saving it again changes nothing.
--
-- KEYS: 1 rows, 2 steps
-- ARGV: 1 recipe, 2 its row, 3 its steps, 4 most recipes of a session
-- Returns ok and the row that is there; full
-- Events: recipe.created

--- @include "shared/session"

local function change()
  local rows, steps = K[1], K[2]
  local known = redis.call('HGET', rows, A[1])
  if known then return {'ok', known} end
  if redis.call('HLEN', rows) >= tonumber(A[4]) then return {'full'} end
  put(rows, A[1], A[2])
  put(steps, A[1], A[3])
  touch()
  emit('recipe.created', A[2])
  return {'ok', A[2]}
end

return commit(change)
