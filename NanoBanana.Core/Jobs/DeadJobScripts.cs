using NanoBanana.Core.Redis;

namespace NanoBanana.Core.Jobs;

/// <summary>What an operator does with the job lists; see <see cref="JobScripts"/>.</summary>
internal static class DeadJobScripts
{
    /// <summary>A dead job is tried again from the beginning. KEYS: the job.</summary>
    public static readonly RedisScript Revive = new(JobScripts.Finding + """
        if redis.call('LREM', dead, 1, ARGV[1]) == 0 then return 0 end
        redis.call('HSET', KEYS[8], 'attempts', 0, 'crashes', 0)
        redis.call('HDEL', KEYS[8], 'dead')
        enqueue_found('RPUSH', ARGV[1])
        return 1
        """);

    /// <summary>A dead job is forgotten. KEYS: the job.</summary>
    public static readonly RedisScript Drop = new(JobScripts.Prelude + """
        if redis.call('LREM', dead, 1, ARGV[1]) == 0 then return 0 end
        redis.call('DEL', KEYS[8])
        return 1
        """);

    /// <summary>
    /// How full the lists are: pending of each priority and how long (ms) the one waits that waited longest, retrying, dead, then each
    /// worker and what it has in hand.
    /// </summary>
    public static readonly RedisScript Count = new(JobScripts.Finding + """
        local counts = {}
        for priority = 0, ARGV[1] - 1 do
          local sum, since = 0, now
          for _, user in ipairs(redis.call('LRANGE', turns[tostring(priority)], 0, -1)) do
            local pending = pending_of(priority, user)
            sum = sum + redis.call('LLEN', pending)
            local first = redis.call('LINDEX', pending, 0)
            since = math.min(since, tonumber(first and redis.call('HGET', row_of(first), 'since') or now))
          end
          counts[#counts + 1] = sum
          counts[#counts + 1] = now - since
        end
        counts[#counts + 1] = redis.call('ZCARD', retry)
        counts[#counts + 1] = redis.call('LLEN', dead)
        for _, worker in ipairs(redis.call('ZRANGE', workers, 0, -1)) do
          counts[#counts + 1] = worker
          counts[#counts + 1] = redis.call('LLEN', hand_of(worker))
        end
        return counts
        """);
}
