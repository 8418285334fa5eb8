-- Defines counted(id, row) and uncounted(id, row, order, rows), which keep the number of pictures and the first one,
-- which names an untitled session. Masks are no pictures, and results name nothing. Needs shared/session.

local function called(id, row)
  if id then redis.call('HSET', session, 'firstPicture', id, 'fileName', cjson.decode(row).fileName)
  else redis.call('HDEL', session, 'firstPicture', 'fileName') end
end
local function counted(id, row)
  local image = cjson.decode(row)
  if image.isMask then return end
  redis.call('HINCRBY', session, 'imageCount', 1)
  if type(image.editId) ~= 'string' and redis.call('HEXISTS', session, 'firstPicture') == 0 then called(id, row) end
end
local function uncounted(id, row, order, rows)
  if cjson.decode(row).isMask then return end
  redis.call('HINCRBY', session, 'imageCount', -1)
  if redis.call('HGET', session, 'firstPicture') ~= id then return end
  for _, next in ipairs(redis.call('ZRANGE', order, 0, 19)) do
    local data = redis.call('HGET', rows, next)
    local image = cjson.decode(data or '{"isMask":true}')
    if not image.isMask and type(image.editId) ~= 'string' then return called(next, data) end
  end
  called()
end
