using System.Globalization;
using StackExchange.Redis;

namespace NanoBanana.Core.Jobs;

/// <summary>
/// The keys of the job lists. A job's id is always in exactly one of: a user's pending list, a worker's own list, the retry set, the dead
/// list.
/// <code>
/// {jobs}:job:ID          hash   kind, user, session, priority, attempts, crashes, held, error, progress, cancelled, dead,
///                               trace, tried, since (ms)
/// {jobs}:pending:P:USER  list   ids waiting with priority P, oldest at the left
/// {jobs}:turns:P         list   users with something pending, next one at the left
/// {jobs}:worker:W        list   ids that worker W has in hand
/// {jobs}:workers         zset   worker → when its lease ends (ms)
/// {jobs}:retry           zset   id → when it may be tried again (ms)
/// {jobs}:dead            list   ids given up, newest at the left
/// {jobs}:token           string the last fencing token
/// {jobs}:paused:P        string exists while no worker takes jobs of priority P
/// </code>
/// </summary>
internal static class JobKeys
{
    /// <summary>Begins the channel of one priority, which speaks when something of it is pending.</summary>
    public const string WakeChannelPrefix = "{jobs}:wake:";

    /// <summary>The channel that speaks when a job in some worker's hands is cancelled.</summary>
    public const string CancelChannel = "{jobs}:cancel";

    /// <summary>Begins the channel of one job, which speaks when that job is done or given up.</summary>
    public const string EndChannelPrefix = "{jobs}:end:";

    public static readonly RedisKey Workers = "{jobs}:workers";

    public static readonly RedisKey Retry = "{jobs}:retry";

    public static readonly RedisKey Dead = "{jobs}:dead";

    /// <summary>What every script of <see cref="JobScripts"/> gets first, in the order in which it unpacks them.</summary>
    private static readonly RedisKey[] Common =
        [Workers, Retry, Dead, "{jobs}:token", .. Enumerable.Range(0, JobPriorities.Count).Select(Turns)];

    public static string WakeChannelOf(int priority) => string.Create(CultureInfo.InvariantCulture, $"{WakeChannelPrefix}{priority}");

    public static RedisKey Row(string id) => $"{{jobs}}:job:{id}";

    public static RedisKey Pending(int priority, UserId userId) =>
        string.Create(CultureInfo.InvariantCulture, $"{{jobs}}:pending:{priority}:{userId}");

    public static RedisKey Hand(string worker) => $"{{jobs}}:worker:{worker}";

    public static RedisKey Paused(int priority) => string.Create(CultureInfo.InvariantCulture, $"{{jobs}}:paused:{priority}");

    /// <summary>The keys of a script: those that all have in common, and its own behind them.</summary>
    public static RedisKey[] And(params ReadOnlySpan<RedisKey> own) => [.. Common, .. own];

    private static RedisKey Turns(int priority) => string.Create(CultureInfo.InvariantCulture, $"{{jobs}}:turns:{priority}");
}
