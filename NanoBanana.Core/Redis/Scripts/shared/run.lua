-- Defines announce(run, kind), which writes a run's JSON anew and its event. Needs shared/session.

local function announce(run, kind)
  local f = redis.call('HMGET', run, 'row', 'status', 'done', 'failed', 'charged', 'maxUnits', 'problem', 'finishedAt')
  local data = string.sub(f[1], 1, -2) .. ',"status":"' .. f[2] .. '","done":' .. f[3] .. ',"failed":' .. f[4] .. ',"unitsCharged":' .. f[5]
  if f[6] then data = data .. ',"maxUnits":' .. f[6] end
  if f[7] then data = data .. ',"problem":' .. f[7] end
  if f[8] then data = data .. ',"finishedAt":"' .. f[8] .. '"' end
  data = data .. '}'
  redis.call('HSET', run, 'json', data)
  emit(kind, data)
  return data
end
