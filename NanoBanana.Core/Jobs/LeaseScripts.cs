using NanoBanana.Core.Redis;

namespace NanoBanana.Core.Jobs;

/// <summary>How a worker comes, stays and goes; see <see cref="JobScripts"/>.</summary>
internal static class LeaseScripts
{
    /// <summary>Renews a worker's lease; 0 when it had ended and the worker's jobs are no longer its own.</summary>
    public static readonly RedisScript Beat = new(JobScripts.Prelude + """
        local ends = redis.call('ZSCORE', workers, ARGV[1])
        if ARGV[3] == 'new' or ends and tonumber(ends) >= now then
          redis.call('ZADD', workers, now + ARGV[2], ARGV[1])
          return 1
        end
        return 0
        """);

    /// <summary>A worker that has handed back everything takes its leave.</summary>
    public static readonly RedisScript Leave = new(JobScripts.Prelude + """
        redis.call('ZADD', workers, 0, ARGV[1])
        return 1
        """);
}
