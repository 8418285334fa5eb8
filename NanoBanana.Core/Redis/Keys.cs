using StackExchange.Redis;

namespace NanoBanana.Core.Redis;

/// <summary>
/// Every key in Redis but those of the job lists, which <see cref="Core.Jobs.JobKeys"/> names. Keys of one session share the hash tag
/// <c>{s:ID}</c>, of one user <c>{u:ID}</c>, of the jobs <c>{jobs}</c>: a script touches one tag only, and declares the keys that
/// can be known, so the same code runs on a Redis Cluster. What spans tags is done in steps that can be repeated; <see cref="PendingWork"/>
/// remembers that a step may be missing until all are done.
/// </summary>
internal static partial class Keys
{
    // Stored bytes

    /// <summary>Set: ids of the images whose original has this hash, and full ids of the snapshots that show one.</summary>
    public static RedisKey References(string sha256) => $"{{o:{sha256}}}:references";

    /// <summary>The hash whose references a key holds; null for other keys.</summary>
    public static string? HashIn(RedisKey key) =>
        ((string?)key)?.Split('}') is [['{', 'o', ':', .. var sha256], ":references"] ? sha256 : null;

    /// <summary>String: exists while the bytes of this hash are being removed.</summary>
    public static RedisKey Removing(string sha256) => $"{{o:{sha256}}}:removing";

    // The whole system

    /// <summary>String: the session of a snapshot, whose own id does not tell.</summary>
    public static RedisKey SnapshotSession(string own) => $"snapshot:{own}";

    /// <summary>String: cost units of engines on the network on a day (UTC), of all users together; expires by itself.</summary>
    public static RedisKey UnitsOfAll(DateOnly day) => $"units:{day:yyyyMMdd}";

    /// <summary>Hash: engine → cost units that its edits of a day (UTC) were charged; expires by itself.</summary>
    public static RedisKey ChargedByEngine(DateOnly day) => $"charged:engines:{day:yyyyMMdd}";

    /// <summary>Sorted set: user id → cost units that their edits of a day (UTC) were charged; expires by itself.</summary>
    public static RedisKey ChargedByUser(DateOnly day) => $"charged:users:{day:yyyyMMdd}";

    /// <summary>Hash: <c>kind:code</c> of refusals and failures → how many there were in an hour (UTC); expires by itself.</summary>
    public static RedisKey Failures(DateTimeOffset hour) => $"failures:{hour:yyyyMMddHH}";

    /// <summary>
    /// Sorted set with one score: the ids of all accounts; one that is missing joins when it signs in or renews its tokens.
    /// </summary>
    public static readonly RedisKey Users = "users";

    /// <summary>
    /// Sorted set with one score: a user name or an e-mail address, folded, a NUL and the id of its account. One that is missing joins as
    /// above; one that is not true any more goes when its account joins again, or with its account.
    /// </summary>
    public static readonly RedisKey UserNames = "users:names";

    /// <summary>
    /// Sorted set: <c>session:ID</c>, <c>session:ID#CHANGE</c>, <c>image:ID</c>, <c>mask:ID</c>, <c>object:SHA256</c>,
    /// <c>user:ID</c>, <c>upload:USER:ID</c> or <c>units:USER:EDIT</c> that must be looked at, by when (ms).
    /// </summary>
    public static readonly RedisKey PendingWork = "pending-work";

    /// <summary>Set: ids of the accounts that were made operators.</summary>
    public static readonly RedisKey Operators = "operators";

    /// <summary>String: exists while a backup copies objects; none is removed meanwhile.</summary>
    public static readonly RedisKey RemovalHold = "objects:hold";

    /// <summary>Stream: operator, action, subject of what operators did; it is never trimmed.</summary>
    public static readonly RedisKey OperatorLog = "operators:log";

    /// <summary>Channel: the id of a user of whom devices were signed out.</summary>
    public const string SignOuts = "sign-outs";
}
