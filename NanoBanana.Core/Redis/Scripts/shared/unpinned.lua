-- Defines unpinned(order, rows, image), which removes the pins of an image. Needs shared/session.

local function unpinned(order, rows, image)
  for _, member in ipairs(redis.call('ZRANGE', order, '[' .. image .. ':', '[' .. image .. ';', 'BYLEX')) do
    drop(rows, string.sub(member, #image + 2))
    redis.call('ZREM', order, member)
  end
end
