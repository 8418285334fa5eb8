using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Edits.Runs;

/// <summary>The keys of one run, which its id tells.</summary>
internal static class RunKeys
{
    public static RedisKey Run(string id) => Keys.Run(Id.SessionOf(id)!.Value, id[..Id.Length]);

    public static RedisKey Waiting(string id) => Keys.RunWaiting(Id.SessionOf(id)!.Value, id[..Id.Length]);

    public static RedisKey Failures(string id) => Keys.RunFailures(Id.SessionOf(id)!.Value, id[..Id.Length]);

    public static RedisKey Open(string id) => Keys.OpenRuns(Id.SessionOf(id)!.Value);

    /// <summary>Those that a script needs to count the end of an edit; none where it belongs to no run.</summary>
    public static RedisKey[] Of(Edit edit) => edit.RunId is { } run ? [Run(run), Failures(run), Open(run)] : [];
}
