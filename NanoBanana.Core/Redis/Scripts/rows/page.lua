-- Reads a page of a list in one round trip: ids downwards from a sorted set, and the rows of a hash. Ids are hexadecimal, which sorts
-- alike here and in Redis.
--
-- KEYS: 1 order, 2 rows, 3 session and 4 its members when somebody has to be a member of it
-- ARGV: 1 score and 2 id to read on behind, or +inf and nothing, 3 how many, 4 the member, or nothing
-- Returns score and id of the last item when there are more, or nothing twice, then each row, or the id where there is no JSON; for a
--   member all rows in one, the last one first, without those that have no JSON; nothing at all to who is no member

if KEYS[3] and (redis.call('HEXISTS', KEYS[3], 'deletedAt') == 1 or redis.call('HEXISTS', KEYS[4], ARGV[4]) == 0) then return {} end
local from, after, limit = ARGV[1], ARGV[2], tonumber(ARGV[3])
local ids, score, more, skip = {}, '', false, 0
repeat
  local places = redis.call('ZREVRANGEBYSCORE', KEYS[1], from, '-inf', 'WITHSCORES', 'LIMIT', skip, limit + 1)
  for i = 1, #places, 2 do
    if after == '' or tonumber(places[i + 1]) < tonumber(from) or places[i] < after then
      more = #ids == limit
      if more then break end
      ids[#ids + 1], score = places[i], places[i + 1]
    end
  end
  skip = skip + limit + 1
until more or #places < 2 * limit + 2
local answer = more and {score, ids[#ids]} or {'', ''}
if #ids == 0 then return answer end
local rows, joined = redis.call('HMGET', KEYS[2], unpack(ids)), {}
for i, row in ipairs(rows) do
  local known = row and string.find(row, '{', 1, true)
  if not KEYS[3] then
    answer[i + 2] = known and row or ids[i]
  elseif known then
    table.insert(joined, 1, row)
  end
end
if #joined > 0 then answer[3] = table.concat(joined, ',') end
return answer
