-- Notes why a run waits, once.
--
-- KEYS: 1 run
-- ARGV: 1 why
-- Returns ok; done when it does not go on
-- Events: run.progress

--- @include "shared/session"
--- @include "shared/run"

local function change()
  local known = redis.call('HMGET', K[1], 'status', 'problem')
  if known[1] ~= 'running' then return {'done'} end
  if known[2] ~= A[1] then
    redis.call('HSET', K[1], 'problem', A[1])
    announce(K[1], 'run.progress')
  end
  return {'ok'}
end

return commit(change)
