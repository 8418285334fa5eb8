-- Defines append(owner, log, now, limits, type, actor, data, session): counts seq in the owner's hash, adds the entry, trims the log by
-- length and, two entries a time, by age, and wakes the followers. limits is "length:age in ms", with ":traceparent" behind them where
-- somebody traces. Without data the entry has the owner's hash.

local function append(owner, log, now, limits, type, actor, data, session)
  local length, age, trace = string.match(limits, '(%d+):(%d+):?(.*)')
  local seq = redis.call('HINCRBY', owner, 'seq', 1)
  if data == nil then data = cjson.encode(redis.call('HGETALL', owner)) end
  local entry = {'type', type, 'at', now, 'actor', actor, 'data', data}
  if session then entry[9], entry[10] = 'session', session end
  if trace ~= '' then entry[#entry + 1], entry[#entry + 2] = 'trace', trace end
  redis.call('XADD', log, 'MAXLEN', '~', length, seq .. '-0', unpack(entry))
  local first
  for _, old in ipairs(redis.call('XRANGE', log, '-', '+', 'COUNT', 2)) do
    if tonumber(old[2][4]) < now - age then first = tonumber(string.match(old[1], '^%d+')) + 1 end
  end
  if first then redis.call('XTRIM', log, 'MINID', first .. '-0') end
  redis.call('PUBLISH', log, seq)
  return seq
end
