-- Deletes a recipe of a session.
--
-- KEYS: 1 rows, 2 steps
-- ARGV: 1 recipe, 2 the data of the event
-- Returns ok; missing
-- Events: recipe.deleted

--- @include "shared/session"

local function change()
  if not drop(K[1], A[1]) then return {'missing'} end
  drop(K[2], A[1])
  touch()
  emit('recipe.deleted', A[2])
  return {'ok'}
end

return commit(change)
