using System.Globalization;
using StackExchange.Redis;

namespace NanoBanana.Core.Jobs;

/// <summary>
/// The keys of the job lists. There is a fixed number of them, whatever is queued, so a script can declare all that it touches.
/// A job's id is always in exactly one of: the pending set of its priority, the hands, the retry set, the dead list.
/// <code>
/// {jobs}:rows       hash   ID:kind, :user, :session, :priority, :attempts, :losses, :held, :error, :progress, :cancelled, :trace,
///                          :place (its member of a pending set), :worker (that has it in hand)
/// {jobs}:workers    zset   worker → when its lease ends (ms)
/// {jobs}:hands      zset   ids that workers have in hand, by fencing token
/// {jobs}:retry      zset   id → when it may be tried again (ms)
/// {jobs}:dead       list   ids given up, newest at the left
/// {jobs}:token      string the last fencing token
/// {jobs}:order      string counts what is put into the pending sets
/// {jobs}:pending:P  zset   USER:PLACE:ID of what waits with priority P, all with score 0; a user's oldest comes first
/// {jobs}:turns:P    list   users with something pending, next one at the left
/// </code>
/// </summary>
internal static class JobKeys
{
    /// <summary>The channel that speaks when something is pending.</summary>
    public const string WakeChannel = "{jobs}:wake";

    /// <summary>The channel that speaks when a job in some worker's hands is cancelled.</summary>
    public const string CancelChannel = "{jobs}:cancel";

    public static readonly RedisKey Rows = "{jobs}:rows";

    public static readonly RedisKey Workers = "{jobs}:workers";

    public static readonly RedisKey Hands = "{jobs}:hands";

    public static readonly RedisKey Retry = "{jobs}:retry";

    public static readonly RedisKey Dead = "{jobs}:dead";

    /// <summary>In the order in which <see cref="JobScripts"/> unpacks them; every one of its scripts is given all.</summary>
    public static readonly RedisKey[] All =
    [
        Rows, Workers, Hands, Retry, Dead, "{jobs}:token", "{jobs}:order",
        .. Enumerable.Range(0, JobPriorities.Count).Select(Pending), .. Enumerable.Range(0, JobPriorities.Count).Select(Turns),
    ];

    public static RedisKey Pending(int priority) => string.Create(CultureInfo.InvariantCulture, $"{{jobs}}:pending:{priority}");

    public static RedisKey Turns(int priority) => string.Create(CultureInfo.InvariantCulture, $"{{jobs}}:turns:{priority}");

    /// <summary>A field of <see cref="Rows"/>.</summary>
    public static RedisValue Field(string id, string name) => $"{id}:{name}";
}
