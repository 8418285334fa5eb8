using NanoBanana.Core.Redis;

namespace NanoBanana.Core.Jobs;

/// <summary>
/// What is done with the job lists, over the keys of <see cref="JobKeys"/>. Time is the Redis server's, so the clocks of the machines
/// do not matter.
/// </summary>
internal static class JobScripts
{
    public static readonly RedisScript Enqueue = new(JobLua.Prelude + """
        local id, kind, user, session, priority, trace = unpack(ARGV)
        if get(id, 'kind')[1] then return 0 end
        set(id, 'kind', kind)
        set(id, 'user', user)
        set(id, 'session', session)
        set(id, 'priority', priority)
        set(id, 'attempts', 0)
        if trace ~= '' then set(id, 'trace', trace) end
        enqueue(id)
        return 1
        """);

    /// <summary>Renews a worker's lease; 0 when it had ended and the worker's jobs are no longer its own.</summary>
    public static readonly RedisScript Beat = new(JobLua.Prelude + """
        local ends = redis.call('ZSCORE', workers, ARGV[1])
        if ARGV[3] == 'new' or ends and tonumber(ends) >= now then
          redis.call('ZADD', workers, now + ARGV[2], ARGV[1])
          return 1
        end
        return 0
        """);

    /// <summary>
    /// The next job. A suspect is held until it begins: as long as its worker waits for its other jobs, their crash is not its own.
    /// </summary>
    public static readonly RedisScript Take = new(JobLua.Prelude + """
        local worker, suspicion = ARGV[1], tonumber(ARGV[4])
        local ends = redis.call('ZSCORE', workers, worker)
        if not ends or tonumber(ends) < now then return {'expired'} end
        for number = tonumber(ARGV[2]), tonumber(ARGV[3]) do
          local priority = tostring(number)
          local user = redis.call('LPOP', turns[priority])
          while user do
            local place = redis.call('ZRANGE', pending[priority], first(user), last(user), 'BYLEX', 'LIMIT', 0, 1)[1]
            if place then
              local id = string.sub(place, #user + 19)
              redis.call('ZREM', pending[priority], place)
              if waiting(priority, user) > 0 then redis.call('RPUSH', turns[priority], user) end
              local token = redis.call('INCR', tokens)
              redis.call('ZADD', hands, token, id)
              set(id, 'worker', worker)
              unset(id, 'place', 'progress')
              local attempt = count(id, 'attempts', 1)
              local row = get(id, 'kind', 'session', 'losses', 'trace')
              if tonumber(row[3] or 0) >= suspicion then set(id, 'held', 1) end
              return {'job', id, row[1], user, row[2], number, attempt, token, row[3] or 0, row[4] or ''}
            end
            user = redis.call('LPOP', turns[priority])
          end
        end
        return {'empty'}
        """);

    /// <summary>A held job runs from now on; 0 when it is not in this worker's hands any more.</summary>
    public static readonly RedisScript Begin = new(JobLua.Prelude + """
        if get(ARGV[2], 'worker')[1] ~= ARGV[1] then return 0 end
        return unset(ARGV[2], 'held')
        """);

    /// <summary>Notes how far a job is; one that is not about any more stays away.</summary>
    public static readonly RedisScript Report = new(JobLua.Prelude + """
        if get(ARGV[1], 'kind')[1] then set(ARGV[1], 'progress', ARGV[2]) end
        return 1
        """);

    /// <summary>The job is done: it leaves the worker's hands and the system.</summary>
    public static readonly RedisScript Complete = new(JobLua.Prelude + """
        if not release(ARGV[1], ARGV[2]) then return 0 end
        forget(ARGV[2])
        return 1
        """);

    /// <summary>
    /// The job goes from the worker's hands to the retry set (with a wait in ms), the dead list, or back to what its user has pending.
    /// </summary>
    public static readonly RedisScript Return = new(JobLua.Prelude + """
        local worker, id, wait, error = unpack(ARGV)
        if not release(worker, id) then return 0 end
        if wait == 'undo' then
          count(id, 'attempts', -1)
          enqueue(id, true)
          return 1
        end
        set(id, 'error', error)
        if ARGV[5] == 'free' then count(id, 'attempts', -1) end
        if wait == 'dead' then redis.call('LPUSH', dead, id)
        else redis.call('ZADD', retry, now + wait, id) end
        return 1
        """);

    /// <summary>
    /// Brings back the jobs of workers whose lease ended, and the retries whose time has come. A job that was lost before waits: one second
    /// the third time, then twice as long each time, half a minute at most. One that was held loses nothing.
    /// </summary>
    public static readonly RedisScript Recover = new(JobLua.Prelude + """
        local moved, suspicion, gone = 0, tonumber(ARGV[1]), {}
        local ended = redis.call('ZRANGEBYSCORE', workers, '-inf', '(' .. now)
        for _, worker in ipairs(ended) do gone[worker] = true end
        -- Looked through only when somebody has vanished: as many as all workers can have in hand.
        for _, id in ipairs(#ended > 0 and redis.call('ZREVRANGE', hands, 0, -1) or {}) do
          local job = get(id, 'worker', 'held')
          if gone[job[1]] then
            release(job[1], id)
            local losses = count(id, 'losses', job[2] and 0 or 1)
            count(id, 'attempts', -1)
            if job[2] or losses < suspicion then enqueue(id, true)
            else redis.call('ZADD', retry, now + math.min(1000 * 2 ^ (losses - suspicion), 30000), id) end
            moved = moved + 1
          end
        end
        for _, worker in ipairs(ended) do redis.call('ZREM', workers, worker) end
        for _, id in ipairs(redis.call('ZRANGEBYSCORE', retry, '-inf', now, 'LIMIT', 0, 100)) do
          redis.call('ZREM', retry, id)
          enqueue(id)
        end
        return moved
        """);

    /// <summary>A waiting job goes at once; 2 when a worker has it in hand and is told.</summary>
    public static readonly RedisScript Cancel = new(JobLua.Prelude + $$"""
        local id = ARGV[1]
        local job = get(id, 'priority', 'user', 'place')
        if not job[1] then return 0 end
        local gone = 0
        if job[3] then
          gone = redis.call('ZREM', pending[job[1]], job[3])
          if waiting(job[1], job[2]) == 0 then redis.call('LREM', turns[job[1]], 1, job[2]) end
        end
        gone = gone + redis.call('ZREM', retry, id) + redis.call('LREM', dead, 1, id)
        if gone > 0 then
          forget(id)
          return 1
        end
        set(id, 'cancelled', 1)
        redis.call('PUBLISH', '{{JobKeys.CancelChannel}}', id)
        return 2
        """);

    /// <summary>A dead job is tried again from the beginning.</summary>
    public static readonly RedisScript Revive = new(JobLua.Prelude + """
        if redis.call('LREM', dead, 1, ARGV[1]) == 0 then return 0 end
        set(ARGV[1], 'attempts', 0)
        set(ARGV[1], 'losses', 0)
        enqueue(ARGV[1])
        return 1
        """);

    /// <summary>A dead job is forgotten.</summary>
    public static readonly RedisScript Drop = new(JobLua.Prelude + """
        if redis.call('LREM', dead, 1, ARGV[1]) == 0 then return 0 end
        forget(ARGV[1])
        return 1
        """);

    /// <summary>How full the lists are: pending of each priority, retrying, dead, then each worker and what it has in hand.</summary>
    public static readonly RedisScript Count = new(JobLua.Prelude + """
        local counts, has = {}, {}
        for priority = 0, ARGV[1] - 1 do counts[#counts + 1] = redis.call('ZCARD', pending[tostring(priority)]) end
        counts[#counts + 1] = redis.call('ZCARD', retry)
        counts[#counts + 1] = redis.call('LLEN', dead)
        for _, id in ipairs(redis.call('ZRANGE', hands, 0, -1)) do
          local worker = get(id, 'worker')[1]
          has[worker] = (has[worker] or 0) + 1
        end
        for _, worker in ipairs(redis.call('ZRANGE', workers, 0, -1)) do
          counts[#counts + 1] = worker
          counts[#counts + 1] = has[worker] or 0
        end
        return counts
        """);

    /// <summary>A worker that has handed back everything takes its leave.</summary>
    public static readonly RedisScript Leave = new(JobLua.Prelude + """
        redis.call('ZADD', workers, 0, ARGV[1])
        return 1
        """);
}
