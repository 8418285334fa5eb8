using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Jobs;

/// <summary>Settings of the job lists (section <c>Jobs</c>).</summary>
internal sealed class JobOptions
{
    /// <summary>Edits by the local engine that one worker runs at the same time; 0 for one a processor.</summary>
    [Range(0, 256)]
    public int Concurrency { get; set; }

    /// <summary>Thumbnails that one worker makes at the same time, beside the edits; 0 for one a processor.</summary>
    [Range(0, 256)]
    public int ThumbnailConcurrency { get; set; }

    /// <summary>Jobs that wait for engines on the network, which one worker runs at the same time beside the others.</summary>
    [Range(1, 1024)]
    public int RemoteConcurrency { get; set; } = 8;

    /// <summary>A worker that is silent for this long has lost its jobs.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Tries before a job is given up.</summary>
    [Range(1, 100)]
    public int Attempts { get; set; } = 5;

    /// <summary>
    /// Workers that may vanish with one job in hand before it is given up: it may be what ends them. More than a few, as a job may also be
    /// in the wrong hands several times; from the third on it waits longer and longer and runs alone, so that it takes no others along.
    /// </summary>
    [Range(1, 100)]
    public int WorkerCrashes { get; set; } = 8;

    /// <summary>Wait before the second try; it doubles each time, with jitter.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(1);

    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Jobs that one user may have waiting; more uploads are refused until some are done.</summary>
    [Range(1, 1_000_000)]
    public int PendingPerUser { get; set; } = 2000;

    /// <summary>How long one try may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one try may take that waits for engines on the network; each of their answers has a deadline of its own.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "06:00:00")]
    public TimeSpan RemoteDeadline { get; set; } = TimeSpan.FromMinutes(30);
}

[OptionsValidator]
internal sealed partial class JobOptionsValidator : IValidateOptions<JobOptions>;
