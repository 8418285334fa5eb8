using System.Diagnostics;
using NanoBanana.Core.Jobs;

namespace NanoBanana.Worker.Jobs;

/// <summary>The spans of jobs. Each try is a part of the trace of whoever asked, and has a link to the try before.</summary>
internal static class JobTrace
{
    public const string SourceName = "NanoBanana.Jobs";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the span of one try; null when nobody traces.</summary>
    public static Activity? Start(TakenJob taken) => Source
        .StartActivity($"job {taken.Job.Kind}", ActivityKind.Consumer, ContextOf(taken.Trace), links: Before(taken))?
        .SetTag("nanobanana.job.id", taken.Job.Id)
        .SetTag("nanobanana.job.kind", taken.Job.Kind)
        .SetTag("nanobanana.job.attempt", taken.Attempt)
        .SetTag("nanobanana.job.crashes", taken.WorkerCrashes);

    /// <summary>The job is to be tried again, or given up.</summary>
    public static void Fail(this Activity? activity, Exception exception) => activity?
        .SetStatus(ActivityStatusCode.Error)
        .SetTag("error.type", exception.GetType().FullName);

    private static ActivityContext ContextOf(string trace) =>
        ActivityContext.TryParse(trace, null, isRemote: true, out var context) ? context : default;

    private static IEnumerable<ActivityLink>? Before(TakenJob taken) =>
        ContextOf(taken.TraceOfLastTry) is { } last && last != default ? [new ActivityLink(last)] : null;
}
