using NanoBanana.Core.Redis;

namespace NanoBanana.Core.Jobs;

/// <summary>
/// What changes the job lists; <see cref="JobKeys"/> names their keys. Time is the Redis server's, so the clocks of the machines do not
/// matter.
/// </summary>
/// <remarks>
/// Each script is given the keys that its caller can know. Whose turn it is, or what a vanished worker had in hand, only the script finds
/// out: <see cref="Take"/>, <see cref="Recover"/>, <see cref="Cancel"/> and <see cref="DeadJobScripts"/> make the names of
/// those lists and jobs themselves. They have the hash tag of the others, so a Redis Cluster keeps them together.
/// </remarks>
internal static class JobScripts
{
    /// <summary>What <c>KEYS</c> begins with, see <see cref="JobKeys.And"/>.</summary>
    public const string Prelude = $$"""
        local workers, retry, dead, tokens = unpack(KEYS, 1, 4)
        local turns = {['0'] = KEYS[5], ['1'] = KEYS[6], ['2'] = KEYS[7]}
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local function enqueue(side, pending, priority, user, id)
          if redis.call(side, pending, id) == 1 then redis.call('RPUSH', turns[priority], user) end
          redis.call('PUBLISH', '{{JobKeys.WakeChannelPrefix}}' .. priority, '1')
        end
        local function ended(id) redis.call('PUBLISH', '{{JobKeys.EndChannelPrefix}}' .. id, '1') end

        """;

    /// <summary>For scripts that find out which lists and jobs they touch.</summary>
    public const string Finding = Prelude + """
        local function row_of(id) return '{jobs}:job:' .. id end
        local function pending_of(priority, user) return '{jobs}:pending:' .. priority .. ':' .. user end
        local function hand_of(worker) return '{jobs}:worker:' .. worker end
        local function enqueue_found(side, id)
          local job = redis.call('HMGET', row_of(id), 'priority', 'user')
          if not job[1] then return end
          redis.call('HSET', row_of(id), 'since', now)
          enqueue(side, pending_of(job[1], job[2]), job[1], job[2], id)
        end

        """;

    /// <summary>
    /// Answers with a word of <see cref="Enqueued"/>. A limit of 0 is none. KEYS: the job, the user's pending list.
    /// </summary>
    public static readonly RedisScript Enqueue = new(Prelude + """
        local job, pending = KEYS[8], KEYS[9]
        local id, kind, user, session, priority, trace, side, limit = unpack(ARGV)
        local known = redis.call('HMGET', job, 'kind', 'dead')
        if known[2] then return 'dead' end
        if known[1] then return 'known' end
        if tonumber(limit) > 0 and redis.call('LLEN', pending) >= tonumber(limit) then return 'full' end
        redis.call('HSET', job, 'kind', kind, 'user', user, 'session', session, 'priority', priority, 'attempts', 0, 'since', now)
        if trace ~= '' then redis.call('HSET', job, 'trace', trace) end
        enqueue(side, pending, priority, user, id)
        return 'new'
        """);

    /// <summary>
    /// The next job. A poison job is held until it begins: as long as its worker waits for its other jobs, their crash is not its own.
    /// Nothing is taken while the lane is paused. KEYS: the worker's list, what exists while the lane is paused.
    /// </summary>
    public static readonly RedisScript Take = new(Finding + """
        local hand, paused = KEYS[8], KEYS[9]
        local worker, priority, poison = ARGV[1], ARGV[2], tonumber(ARGV[3])
        local ends = redis.call('ZSCORE', workers, worker)
        if not ends or tonumber(ends) < now then return {'expired'} end
        if redis.call('EXISTS', paused) == 1 then return {'paused'} end
        local turn = turns[priority]
        local user = redis.call('LPOP', turn)
        while user do
          local pending = pending_of(priority, user)
          local id = redis.call('LMOVE', pending, hand, 'LEFT', 'RIGHT')
          if redis.call('LLEN', pending) > 0 then redis.call('RPUSH', turn, user) end
          if id then
            local job = row_of(id)
            local attempt = redis.call('HINCRBY', job, 'attempts', 1)
            redis.call('HDEL', job, 'progress')
            local token = redis.call('INCR', tokens)
            local row = redis.call('HMGET', job, 'kind', 'session', 'crashes', 'trace', 'tried', 'since')
            if tonumber(row[3] or 0) >= poison then redis.call('HSET', job, 'held', 1) end
            return {
              'job', id, row[1], user, row[2], priority, attempt, token, row[3] or 0, row[4] or '', row[5] or '', now - (row[6] or now),
            }
          end
          user = redis.call('LPOP', turn)
        end
        return {'empty'}
        """);

    /// <summary>A held job runs from now on; 0 when it is not in this worker's hands any more. KEYS: the job, the worker's list.</summary>
    public static readonly RedisScript Begin = new(Prelude + """
        local job, hand = KEYS[8], KEYS[9]
        if not redis.call('LPOS', hand, ARGV[1]) then return 0 end
        return redis.call('HDEL', job, 'held')
        """);

    /// <summary>Notes a field of a job; one that is not about any more stays away. KEYS: the job.</summary>
    public static readonly RedisScript Note = new(Prelude + """
        local job = KEYS[8]
        if redis.call('EXISTS', job) == 1 then redis.call('HSET', job, ARGV[1], ARGV[2]) end
        return 1
        """);

    /// <summary>The job is done: it leaves the worker's list and the system. KEYS: the job, the worker's list.</summary>
    public static readonly RedisScript Complete = new(Prelude + """
        local job, hand = KEYS[8], KEYS[9]
        if redis.call('LREM', hand, 1, ARGV[1]) == 0 then return 0 end
        redis.call('DEL', job)
        ended(ARGV[1])
        return 1
        """);

    /// <summary>
    /// The job goes from the worker's list to the retry set (with a wait in ms), the dead list, or back to its user's list.
    /// KEYS: the job, the worker's list, the user's pending list.
    /// </summary>
    public static readonly RedisScript Return = new(Prelude + """
        local job, hand, pending = KEYS[8], KEYS[9], KEYS[10]
        local id, priority, user, wait, error, free = unpack(ARGV)
        if redis.call('LREM', hand, 1, id) == 0 then return 0 end
        redis.call('HDEL', job, 'held')
        if wait == 'undo' then
          redis.call('HINCRBY', job, 'attempts', -1)
          redis.call('HSET', job, 'since', now)
          enqueue('LPUSH', pending, priority, user, id)
          return 1
        end
        redis.call('HSET', job, 'error', error)
        if free == 'free' then redis.call('HINCRBY', job, 'attempts', -1) end
        if wait == 'dead' then
          redis.call('HSET', job, 'dead', 1)
          redis.call('LPUSH', dead, id)
          ended(id)
        else redis.call('ZADD', retry, now + wait, id) end
        return 1
        """);

    /// <summary>
    /// Brings back the jobs of workers whose lease ended, and the retries whose time has come. A job that was lost before waits: one second
    /// the third time, then twice as long each time, half a minute at most. One that was held loses nothing.
    /// </summary>
    public static readonly RedisScript Recover = new(Finding + """
        local moved, poison = 0, tonumber(ARGV[1])
        for _, worker in ipairs(redis.call('ZRANGEBYSCORE', workers, '-inf', '(' .. now)) do
          local hand = hand_of(worker)
          local id = redis.call('RPOP', hand)
          while id do
            local job = row_of(id)
            local held = redis.call('HDEL', job, 'held')
            local crashes = redis.call('HINCRBY', job, 'crashes', 1 - held)
            redis.call('HINCRBY', job, 'attempts', -1)
            if held == 1 or crashes < poison then enqueue_found('LPUSH', id)
            else redis.call('ZADD', retry, now + math.min(1000 * 2 ^ (crashes - poison), 30000), id) end
            moved = moved + 1
            id = redis.call('RPOP', hand)
          end
          redis.call('ZREM', workers, worker)
        end
        for _, id in ipairs(redis.call('ZRANGEBYSCORE', retry, '-inf', now, 'LIMIT', 0, 100)) do
          redis.call('ZREM', retry, id)
          enqueue_found('RPUSH', id)
        end
        return moved
        """);

    /// <summary>A waiting job goes at once; 2 when a worker has it in hand and is told. KEYS: the job.</summary>
    public static readonly RedisScript Cancel = new(Finding + $$"""
        local id, row = ARGV[1], KEYS[8]
        local job = redis.call('HMGET', row, 'priority', 'user')
        if not job[1] then return 0 end
        local pending = pending_of(job[1], job[2])
        local gone = redis.call('LREM', pending, 1, id)
        if gone == 1 and redis.call('LLEN', pending) == 0 then redis.call('LREM', turns[job[1]], 1, job[2]) end
        gone = gone + redis.call('ZREM', retry, id) + redis.call('LREM', dead, 1, id)
        if gone > 0 then
          redis.call('DEL', row)
          return 1
        end
        redis.call('HSET', row, 'cancelled', 1)
        redis.call('PUBLISH', '{{JobKeys.CancelChannel}}', id)
        return 2
        """);
}
