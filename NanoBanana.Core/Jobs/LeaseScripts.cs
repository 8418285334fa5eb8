using NanoBanana.Core.Redis;

namespace NanoBanana.Core.Jobs;

/// <summary>How a worker comes, stays and goes; see <see cref="JobScripts"/>.</summary>
internal static class LeaseScripts
{
    public static readonly RedisScript Beat = RedisScript.Load("workers/beat");
    public static readonly RedisScript Leave = RedisScript.Load("workers/leave");
}
