-- Takes the next picture of a run in hand: creates its edit, or notes why there is none.
--
-- KEYS: 1 run, 2 its waiting pictures, 3 its failures, 4 runs that take pictures, 5 order of edits, 6 their rows, 7 open edits,
--   8 image rows
-- ARGV: 1 picture, 2 edit, 3 its row, or nothing, 4 its units, 5 most open edits of a run, 6 why there is none, or why it costs too
--   much, 7 the time, as JSON has it
-- Returns ok; done when it takes none or another one is next; unknown when the picture is gone; full when enough edits are open or the
--   cap is reached
-- Events: edit.queued, run.progress, run.succeeded, run.failed, run.paused

--- @include "shared/session"
--- @include "shared/run-end"

local function change()
  local run, waiting, failures, going, order, rows, open, images = unpack(K)
  local image, id, data, units, most, problem, at = A[1], A[2], A[3], tonumber(A[4]), tonumber(A[5]), A[6], A[7]
  local f = redis.call('HMGET', run, 'status', 'open', 'reserved', 'charged', 'maxUnits', 'id')
  if f[1] ~= 'running' or redis.call('LINDEX', waiting, 0) ~= image then return {'done'} end
  if data == '' then
    redis.call('LPOP', waiting)
    redis.call('HSET', failures, image, problem)
    redis.call('HINCRBY', run, 'failed', 1)
    ended(run, going, at)
    return {'ok'}
  end
  if tonumber(f[2]) >= most then return {'full'} end
  local row = redis.call('HGET', images, image)
  if not row or cjson.decode(row).status == 'rejected' then return {'unknown'} end
  if f[5] and f[3] + f[4] + units > tonumber(f[5]) then
    if tonumber(f[2]) > 0 then return {'full'} end
    redis.call('HSET', run, 'status', 'paused', 'problem', problem)
    redis.call('SREM', going, f[6])
    announce(run, 'run.paused')
    return {'full'}
  end
  redis.call('LPOP', waiting)
  redis.call('HDEL', run, 'problem')
  redis.call('HINCRBY', run, 'open', 1)
  redis.call('HINCRBY', run, 'reserved', units)
  put(rows, id, data)
  redis.call('ZADD', order, 0, id)
  redis.call('HSET', open, id, 'work')
  touch()
  emit('edit.queued', data)
  return {'ok'}
end

return commit(change)
