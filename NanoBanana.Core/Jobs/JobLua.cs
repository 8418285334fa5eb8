namespace NanoBanana.Core.Jobs;

/// <summary>What the scripts of <see cref="JobScripts"/> share.</summary>
internal static class JobLua
{
    /// <summary>
    /// <c>get</c>, <c>set</c> and <c>forget</c> reach a job's fields, <c>enqueue</c> puts it before or behind what its user has pending.
    /// </summary>
    public const string Prelude = $$"""
        local rows, workers, hands, retry, dead, tokens, order = unpack(KEYS, 1, 7)
        local pending = {['0'] = KEYS[8], ['1'] = KEYS[9], ['2'] = KEYS[10]}
        local turns = {['0'] = KEYS[11], ['1'] = KEYS[12], ['2'] = KEYS[13]}
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)

        local function named(id, names)
          local fields = {}
          for i, name in ipairs(names) do fields[i] = id .. ':' .. name end
          return unpack(fields)
        end
        local function get(id, ...) return redis.call('HMGET', rows, named(id, {...})) end
        local function set(id, name, value) redis.call('HSET', rows, id .. ':' .. name, value) end
        local function count(id, name, by) return redis.call('HINCRBY', rows, id .. ':' .. name, by) end
        local function unset(id, ...) return redis.call('HDEL', rows, named(id, {...})) end
        local function forget(id)
          unset(id, 'kind', 'user', 'session', 'priority', 'attempts', 'losses', 'held', 'error', 'progress', 'cancelled', 'trace',
            'place', 'worker')
        end
        local function first(user) return '[' .. user .. ':' end
        local function last(user) return '(' .. user .. ';' end
        local function waiting(priority, user)
          return redis.call('ZLEXCOUNT', pending[priority], first(user), last(user))
        end
        local function enqueue(id, before)
          local job = get(id, 'priority', 'user')
          if not job[1] then return end
          local user, turn = job[2], redis.call('INCR', order)
          local place = string.format('%s:%016d:%s', user, 5e15 + (before and -turn or turn), id)
          if waiting(job[1], user) == 0 then redis.call('RPUSH', turns[job[1]], user) end
          redis.call('ZADD', pending[job[1]], 0, place)
          set(id, 'place', place)
          redis.call('PUBLISH', '{{JobKeys.WakeChannel}}', '1')
        end
        local function release(worker, id)
          if get(id, 'worker')[1] ~= worker then return false end
          unset(id, 'worker', 'held')
          return redis.call('ZREM', hands, id) == 1
        end

        """;
}
