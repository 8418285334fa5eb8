using System.Diagnostics.Metrics;
using NanoBanana.Core.Telemetry;

namespace NanoBanana.Core.Jobs;

/// <summary>What became of jobs, how long they waited and took.</summary>
internal sealed class JobMetrics
{
    private const string Kind = "nanobanana.job.kind";
    private const string Lane = "nanobanana.job.lane";
    private const string Outcome = "nanobanana.outcome";

    private readonly Counter<long> _queued;
    private readonly Histogram<double> _waits;
    private readonly UpDownCounter<long> _inHand;
    private readonly Histogram<double> _tries;
    private readonly Counter<long> _recovered;
    private readonly Counter<long> _leasesLost;

    public JobMetrics(IMeterFactory meters)
    {
        var meter = Meters.Create(meters);
        _queued = meter.CreateCounter<long>("nanobanana.jobs.queued", "{job}", "Jobs that were put on the lists.");
        _waits = meter.CreateTime(
            "nanobanana.jobs.wait", "How long a job waited on its list before a worker took it. One for each try that starts.");
        _inHand = meter.CreateUpDownCounter<long>("nanobanana.jobs.in_hand", "{job}", "Jobs that run now.");
        _tries = meter.CreateTime("nanobanana.jobs.duration", "How long a try took, and what came of it.");
        _recovered = meter.CreateCounter<long>(
            "nanobanana.jobs.recovered", "{job}", "Jobs that were brought back from workers that vanished.");
        _leasesLost = meter.CreateCounter<long>(
            "nanobanana.leases.lost", "{lease}", "Workers that were silent for too long and lost their jobs.");
    }

    /// <summary>
    /// Tells that nothing of a lane was lost so far. Without that a counter begins with its first loss, and an alert on its increase stays
    /// silent.
    /// </summary>
    public void Begin(JobLane lane)
    {
        foreach (var kind in JobKinds.All)
        {
            _recovered.Add(0, new KeyValuePair<string, object?>(Kind, kind));
        }

        _leasesLost.Add(0, new KeyValuePair<string, object?>(Lane, JobLane.NameOf(lane.Priority)));
    }

    public void Queued(Job job) => _queued.Add(1, new(Kind, job.Kind), new(Lane, JobLane.NameOf(job.Priority)));

    public void Started(TakenJob taken)
    {
        _inHand.Add(1, new KeyValuePair<string, object?>(Lane, JobLane.NameOf(taken.Job.Priority)));
        _waits.Record(taken.Waited.TotalSeconds, new(Kind, taken.Job.Kind), new(Lane, JobLane.NameOf(taken.Job.Priority)));
    }

    public void Ended(TakenJob taken, JobOutcome outcome, TimeSpan time)
    {
        var lane = JobLane.NameOf(taken.Job.Priority);
        _inHand.Add(-1, new KeyValuePair<string, object?>(Lane, lane));
        _tries.Record(time.TotalSeconds, new(Kind, taken.Job.Kind), new(Lane, lane), new(Outcome, NameOf(outcome)));
    }

    /// <param name="kinds">One for each job.</param>
    public void Recovered(IEnumerable<string> kinds)
    {
        foreach (var (kind, count) in kinds.CountBy(kind => kind))
        {
            _recovered.Add(count, new KeyValuePair<string, object?>(Kind, kind));
        }
    }

    public void LostLease(JobLane lane) => _leasesLost.Add(1, new KeyValuePair<string, object?>(Lane, JobLane.NameOf(lane.Priority)));

    private static string NameOf(JobOutcome outcome) => outcome switch
    {
        JobOutcome.Done => "done",
        JobOutcome.Cancelled => "cancelled",
        JobOutcome.Retried => "retried",
        JobOutcome.Postponed => "postponed",
        JobOutcome.HandedBack => "handed-back",
        JobOutcome.Buried => "buried",
        _ => "lost",
    };
}

/// <summary>What came of one try of a job.</summary>
internal enum JobOutcome
{
    /// <summary>It could not be returned to the lists: others bring it back.</summary>
    Lost,
    Done,
    Cancelled,
    Retried,

    /// <summary>The object store is away or full; the try does not count.</summary>
    Postponed,

    /// <summary>The worker stops, or its lease has ended.</summary>
    HandedBack,
    Buried,
}
