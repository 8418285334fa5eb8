using NanoBanana.Core.Redis;

namespace NanoBanana.Core.Jobs;

/// <summary>What an operator does with the job lists; see <see cref="JobScripts"/>.</summary>
internal static class DeadJobScripts
{
    public static readonly RedisScript Revive = RedisScript.Load("jobs/revive");
    public static readonly RedisScript Drop = RedisScript.Load("jobs/drop");
    public static readonly RedisScript Count = RedisScript.Load("jobs/count");
}
