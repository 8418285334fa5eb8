-- Defines admit(id, is, gone, by), which writes a member and the event; "is" is the member's row. Needs shared/session.

local function admit(id, is, gone, by)
  redis.call('HSET', members, id, is)
  redis.call('HDEL', gone, id)
  touch()
  local rank, at = string.match(is, '^(%a+):(%d+)')
  append(session, log, now, limits, 'member.added', by, '{"userId":"' .. id .. '","role":"' .. rank .. '","joinedAt":' .. at .. '}')
end
