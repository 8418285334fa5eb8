using System.Diagnostics.Metrics;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Telemetry;

namespace NanoBanana.Worker.Gauges;

/// <summary>How full the job lists are.</summary>
internal sealed class QueueGauges : PolledGauges
{
    private readonly DeadJobs _jobs;
    private readonly ObservableGauge<long> _depth;
    private JobCounts? _counts;

    public QueueGauges(IMeterFactory meters, DeadJobs jobs, TimeProvider time)
        : base(time)
    {
        _jobs = jobs;
        var meter = Meters.Create(meters);
        _depth = meter.CreateObservableGauge("nanobanana.queue.depth", Depths, "{job}", "Jobs that wait for a worker.");
        meter.CreateObservableGauge(
            "nanobanana.queue.retrying", () => Known(counts => counts.Retrying), "{job}", "Jobs that wait for another try.");
        meter.CreateObservableGauge(
            "nanobanana.queue.dead", () => Known(counts => counts.Dead), "{job}", "Jobs that were given up and wait for an operator.");
        meter.CreateObservableGauge(
            "nanobanana.workers", () => Known(counts => counts.Workers.Count), "{worker}", "Loops of workers that take jobs.");
    }

    protected override bool IsRead => _depth.Enabled;

    protected override async Task ReadAsync() => _counts = await _jobs.CountAsync();

    protected override void Forget() => _counts = null;

    private IEnumerable<Measurement<long>> Depths() => _counts is not { } counts ? [] : counts.Pending.Select((count, priority) =>
        new Measurement<long>(count, new KeyValuePair<string, object?>("nanobanana.job.lane", JobLane.NameOf(priority))));

    private IEnumerable<Measurement<long>> Known(Func<JobCounts, long> count) => _counts is { } counts ? [new(count(counts))] : [];
}
