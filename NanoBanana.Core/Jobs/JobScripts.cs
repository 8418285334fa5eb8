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
    public static readonly RedisScript Enqueue = RedisScript.Load("jobs/enqueue");
    public static readonly RedisScript Take = RedisScript.Load("jobs/take");
    public static readonly RedisScript Begin = RedisScript.Load("jobs/begin");
    public static readonly RedisScript Note = RedisScript.Load("jobs/note");
    public static readonly RedisScript Complete = RedisScript.Load("jobs/complete");
    public static readonly RedisScript HandBack = RedisScript.Load("jobs/hand-back");
    public static readonly RedisScript Retry = RedisScript.Load("jobs/retry");
    public static readonly RedisScript Postpone = RedisScript.Load("jobs/postpone");
    public static readonly RedisScript Bury = RedisScript.Load("jobs/bury");
    public static readonly RedisScript Recover = RedisScript.Load("jobs/recover");
    public static readonly RedisScript Cancel = RedisScript.Load("jobs/cancel");
}
