namespace NanoBanana.Core.Jobs;

/// <summary>A piece of work for the worker.</summary>
/// <param name="Id">What it is about, and so its own name: the same work is queued once.</param>
/// <param name="UserId">Whose turn it is; users take turns.</param>
/// <param name="Priority">0 comes first.</param>
internal sealed record Job(string Id, string Kind, string UserId, string SessionId, int Priority);

/// <summary>A job in a worker's hands.</summary>
/// <param name="Attempt">1 for the first try.</param>
/// <param name="Losses">How often a worker vanished with it; such a try is not counted in <paramref name="Attempt"/>.</param>
/// <param name="Token">Grows with every take; a result is committed only with the highest token shown for its subject.</param>
internal sealed record TakenJob(Job Job, int Attempt, long Token, int Losses = 0);

/// <summary>The kinds of jobs.</summary>
internal static class JobKinds
{
    public const string Thumbnail = "thumbnail";
}

internal static class JobPriorities
{
    public const int Interactive = 0;
    public const int Bulk = 1;
    public const int Count = 2;
}
