-- Defines labelled(before, row): the row with the stars and tags that there are, so that a worker, which read it earlier, takes none back.

local function labelled(before, row)
  local known = cjson.decode(before)
  local labels = ''
  if known.starred then labels = ',"starred":true' end
  if type(known.tags) == 'table' and #known.tags > 0 then labels = labels .. ',"tags":' .. cjson.encode(known.tags) end
  return string.sub(row, 1, -2) .. labels .. '}'
end
