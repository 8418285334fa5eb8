namespace NanoBanana.Core.Jobs;

/// <summary>A piece of work for the worker.</summary>
/// <param name="Id">What it is about, and so its own name: the same work is queued once.</param>
/// <param name="UserId">Whose turn it is; users take turns.</param>
/// <param name="Priority">0 comes first.</param>
internal sealed record Job(string Id, string Kind, UserId UserId, SessionId SessionId, int Priority)
{
    /// <summary>Whether it comes before what else its user has waiting.</summary>
    public bool IsUrgent { get; init; }
}

/// <summary>What came of queueing a job.</summary>
internal enum Enqueued
{
    New,

    /// <summary>It was about already.</summary>
    Known,

    /// <summary>It was given up before; only an operator tries it again.</summary>
    Dead,

    /// <summary>The user has as many waiting as they may have.</summary>
    Full,
}

/// <summary>A job that a worker has taken.</summary>
/// <param name="Attempt">1 for the first try.</param>
/// <param name="WorkerCrashes">How often a worker vanished with it; such a try is not counted in <paramref name="Attempt"/>.</param>
/// <param name="Token">Grows with every take; a result is committed only with the highest token shown for its subject.</param>
/// <param name="Trace">The <c>traceparent</c> of who queued it; empty when nobody traces.</param>
internal sealed record TakenJob(Job Job, int Attempt, long Token, int WorkerCrashes = 0, string Trace = "")
{
    /// <summary>From so many crashes on, a job may be what ends its workers: it waits before each try and runs alone.</summary>
    public const int PoisonAfter = 3;

    /// <summary>The <c>traceparent</c> of the try before this one; empty when there was none, or nobody traced it.</summary>
    public string TraceOfLastTry { get; init; } = "";

    /// <summary>How long it was pending.</summary>
    public TimeSpan Waited { get; init; }

    public bool IsPoison => WorkerCrashes >= PoisonAfter;
}

/// <summary>The kinds of jobs.</summary>
internal static class JobKinds
{
    public const string Thumbnail = "thumbnail";
    public const string Preview = "preview";
    public const string Edit = "edit";
    public const string Selection = "selection";

    public static readonly string[] All = [Thumbnail, Preview, Edit, Selection];
}

internal static class JobPriorities
{
    public const int Interactive = 0;
    public const int Bulk = 1;

    /// <summary>What waits for a network, in a lane of its own.</summary>
    public const int Remote = 2;

    public const int Count = 3;
}

/// <summary>The priority that one loop of a worker takes jobs of: what waits for a network holds up nothing that computes.</summary>
/// <param name="Drain">How long a worker that is asked to stop waits for what it has in hand, before it hands that back.</param>
internal sealed record JobLane(int Priority, TimeSpan Drain)
{
    /// <summary>Edits that compute.</summary>
    public static JobLane Edits { get; } = new(JobPriorities.Interactive, TimeSpan.Zero);

    /// <summary>Thumbnails and previews, which no number of edits can hold up.</summary>
    public static JobLane Thumbnails { get; } = new(JobPriorities.Bulk, TimeSpan.Zero);

    /// <summary>What others may charge for is worth a wait.</summary>
    public static JobLane Remote { get; } = new(JobPriorities.Remote, TimeSpan.FromSeconds(15));

    /// <summary>What operators call the lane of a priority.</summary>
    public static string NameOf(int priority) => priority switch
    {
        JobPriorities.Interactive => "edits",
        JobPriorities.Bulk => "thumbnails",
        _ => "remote",
    };
}
