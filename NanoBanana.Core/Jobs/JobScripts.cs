using NanoBanana.Core.Redis;

namespace NanoBanana.Core.Jobs;

/// <summary>
/// The job lists. A job's id is always in exactly one of: a user's pending list, a worker's own list, the retry set, the dead list.
/// Time is the Redis server's, so the clocks of the machines do not matter.
/// <code>
/// {jobs}:job:ID          hash   kind, user, session, priority, attempts, losses, held, error, progress, cancelled, trace
/// {jobs}:pending:P:USER  list   ids waiting, oldest at the left
/// {jobs}:turns:P         list   users with something pending, next one at the left
/// {jobs}:worker:W        list   ids that worker W has in hand
/// {jobs}:workers         zset   worker → when its lease ends (ms)
/// {jobs}:retry           zset   id → when it may be tried again (ms)
/// {jobs}:dead            list   ids given up, newest at the left
/// {jobs}:token           string the last fencing token
/// {jobs}:wake            channel: something is pending
/// {jobs}:cancel          channel: a job in some worker's hands is cancelled
/// </code>
/// </summary>
internal static class JobScripts
{
    private const string Prelude = """
        local p = KEYS[1]
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local function enqueue(id, side)
          local job = redis.call('HMGET', p .. 'job:' .. id, 'priority', 'user')
          if not job[1] then return end
          local pending, turns = p .. 'pending:' .. job[1] .. ':' .. job[2], p .. 'turns:' .. job[1]
          if redis.call(side, pending, id) == 1 then redis.call('RPUSH', turns, job[2]) end
          redis.call('PUBLISH', p .. 'wake', '1')
        end

        """;

    public static readonly RedisScript Enqueue = new(Prelude + """
        local id, kind, user, session, priority, trace = unpack(ARGV)
        local job = p .. 'job:' .. id
        if redis.call('EXISTS', job) == 1 then return 0 end
        redis.call('HSET', job, 'kind', kind, 'user', user, 'session', session, 'priority', priority, 'attempts', 0)
        if trace ~= '' then redis.call('HSET', job, 'trace', trace) end
        enqueue(id, 'RPUSH')
        return 1
        """);

    /// <summary>Renews a worker's lease; 0 when it had ended and the worker's jobs are no longer its own.</summary>
    public static readonly RedisScript Beat = new(Prelude + """
        local ends = redis.call('ZSCORE', p .. 'workers', ARGV[1])
        if ARGV[3] == 'new' or ends and tonumber(ends) >= now then
          redis.call('ZADD', p .. 'workers', now + ARGV[2], ARGV[1])
          return 1
        end
        return 0
        """);

    /// <summary>The next job. A suspect is held until it begins: as long as its worker waits for its other jobs, their crash is not its own.</summary>
    public static readonly RedisScript Take = new(Prelude + """
        local worker, first, last, suspicion = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
        local ends = redis.call('ZSCORE', p .. 'workers', worker)
        if not ends or tonumber(ends) < now then return {'expired'} end
        for priority = first, last do
          local turns = p .. 'turns:' .. priority
          local user = redis.call('LPOP', turns)
          while user do
            local pending = p .. 'pending:' .. priority .. ':' .. user
            local id = redis.call('LMOVE', pending, p .. 'worker:' .. worker, 'LEFT', 'RIGHT')
            if redis.call('LLEN', pending) > 0 then redis.call('RPUSH', turns, user) end
            if id then
              local job = p .. 'job:' .. id
              local attempt = redis.call('HINCRBY', job, 'attempts', 1)
              redis.call('HDEL', job, 'progress')
              local token = redis.call('INCR', p .. 'token')
              local row = redis.call('HMGET', job, 'kind', 'session', 'losses', 'trace')
              if tonumber(row[3] or 0) >= suspicion then redis.call('HSET', job, 'held', 1) end
              return {'job', id, row[1], user, row[2], priority, attempt, token, row[3] or 0, row[4] or ''}
            end
            user = redis.call('LPOP', turns)
          end
        end
        return {'empty'}
        """);

    /// <summary>A held job runs from now on; 0 when it is not in this worker's hands any more.</summary>
    public static readonly RedisScript Begin = new(Prelude + """
        if not redis.call('LPOS', p .. 'worker:' .. ARGV[1], ARGV[2]) then return 0 end
        return redis.call('HDEL', p .. 'job:' .. ARGV[2], 'held')
        """);

    /// <summary>Notes how far a job is; one that is not about any more stays away.</summary>
    public static readonly RedisScript Report = new(Prelude + """
        local job = p .. 'job:' .. ARGV[1]
        if redis.call('EXISTS', job) == 1 then redis.call('HSET', job, 'progress', ARGV[2]) end
        return 1
        """);

    /// <summary>The job is done: it leaves the worker's list and the system.</summary>
    public static readonly RedisScript Complete = new(Prelude + """
        if redis.call('LREM', p .. 'worker:' .. ARGV[1], 1, ARGV[2]) == 0 then return 0 end
        redis.call('DEL', p .. 'job:' .. ARGV[2])
        return 1
        """);

    /// <summary>The job goes from the worker's list to the retry set (with a wait in ms), the dead list, or back to its user's list.</summary>
    public static readonly RedisScript Return = new(Prelude + """
        local worker, id, wait, error = unpack(ARGV)
        if redis.call('LREM', p .. 'worker:' .. worker, 1, id) == 0 then return 0 end
        redis.call('HDEL', p .. 'job:' .. id, 'held')
        if wait == 'undo' then
          redis.call('HINCRBY', p .. 'job:' .. id, 'attempts', -1)
          enqueue(id, 'LPUSH')
          return 1
        end
        redis.call('HSET', p .. 'job:' .. id, 'error', error)
        if ARGV[5] == 'free' then redis.call('HINCRBY', p .. 'job:' .. id, 'attempts', -1) end
        if wait == 'dead' then redis.call('LPUSH', p .. 'dead', id)
        else redis.call('ZADD', p .. 'retry', now + wait, id) end
        return 1
        """);

    /// <summary>
    /// Brings back the jobs of workers whose lease ended, and the retries whose time has come. A job that was lost before waits: one second the
    /// third time, then twice as long each time, half a minute at most. One that was held loses nothing.
    /// </summary>
    public static readonly RedisScript Recover = new(Prelude + """
        local moved, suspicion = 0, tonumber(ARGV[1])
        for _, worker in ipairs(redis.call('ZRANGEBYSCORE', p .. 'workers', '-inf', '(' .. now)) do
          local id = redis.call('RPOP', p .. 'worker:' .. worker)
          while id do
            local job = p .. 'job:' .. id
            local held = redis.call('HDEL', job, 'held')
            local losses = redis.call('HINCRBY', job, 'losses', 1 - held)
            redis.call('HINCRBY', job, 'attempts', -1)
            if held == 1 or losses < suspicion then enqueue(id, 'LPUSH')
            else redis.call('ZADD', p .. 'retry', now + math.min(1000 * 2 ^ (losses - suspicion), 30000), id) end
            moved = moved + 1
            id = redis.call('RPOP', p .. 'worker:' .. worker)
          end
          redis.call('ZREM', p .. 'workers', worker)
        end
        for _, id in ipairs(redis.call('ZRANGEBYSCORE', p .. 'retry', '-inf', now, 'LIMIT', 0, 100)) do
          redis.call('ZREM', p .. 'retry', id)
          enqueue(id, 'RPUSH')
        end
        return moved
        """);

    /// <summary>A waiting job goes at once; 2 when a worker has it in hand and is told.</summary>
    public static readonly RedisScript Cancel = new(Prelude + """
        local id = ARGV[1]
        local job = redis.call('HMGET', p .. 'job:' .. id, 'priority', 'user')
        if not job[1] then return 0 end
        local pending = p .. 'pending:' .. job[1] .. ':' .. job[2]
        local gone = redis.call('LREM', pending, 1, id)
        if gone == 1 and redis.call('LLEN', pending) == 0 then redis.call('LREM', p .. 'turns:' .. job[1], 1, job[2]) end
        gone = gone + redis.call('ZREM', p .. 'retry', id) + redis.call('LREM', p .. 'dead', 1, id)
        if gone > 0 then
          redis.call('DEL', p .. 'job:' .. id)
          return 1
        end
        redis.call('HSET', p .. 'job:' .. id, 'cancelled', 1)
        redis.call('PUBLISH', p .. 'cancel', id)
        return 2
        """);

    /// <summary>A dead job is tried again from the beginning.</summary>
    public static readonly RedisScript Revive = new(Prelude + """
        if redis.call('LREM', p .. 'dead', 1, ARGV[1]) == 0 then return 0 end
        redis.call('HSET', p .. 'job:' .. ARGV[1], 'attempts', 0, 'losses', 0)
        enqueue(ARGV[1], 'RPUSH')
        return 1
        """);

    /// <summary>A dead job is forgotten.</summary>
    public static readonly RedisScript Drop = new(Prelude + """
        if redis.call('LREM', p .. 'dead', 1, ARGV[1]) == 0 then return 0 end
        redis.call('DEL', p .. 'job:' .. ARGV[1])
        return 1
        """);

    /// <summary>How full the lists are: pending of each priority, retrying, dead, then each worker and what it has in hand.</summary>
    public static readonly RedisScript Count = new(Prelude + """
        local counts = {}
        for priority = 0, ARGV[1] - 1 do
          local sum = 0
          for _, user in ipairs(redis.call('LRANGE', p .. 'turns:' .. priority, 0, -1)) do
            sum = sum + redis.call('LLEN', p .. 'pending:' .. priority .. ':' .. user)
          end
          counts[#counts + 1] = sum
        end
        counts[#counts + 1] = redis.call('ZCARD', p .. 'retry')
        counts[#counts + 1] = redis.call('LLEN', p .. 'dead')
        for _, worker in ipairs(redis.call('ZRANGE', p .. 'workers', 0, -1)) do
          counts[#counts + 1] = worker
          counts[#counts + 1] = redis.call('LLEN', p .. 'worker:' .. worker)
        end
        return counts
        """);

    /// <summary>A worker that has handed back everything takes its leave.</summary>
    public static readonly RedisScript Leave = new(Prelude + """
        redis.call('ZADD', p .. 'workers', 0, ARGV[1])
        return 1
        """);
}
