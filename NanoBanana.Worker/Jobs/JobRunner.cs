using System.Diagnostics;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Storage;

namespace NanoBanana.Worker.Jobs;

/// <summary>Runs one taken job to its end: done, another try later, or given up.</summary>
internal sealed partial class JobRunner(
    JobQueue queue, IEnumerable<IJobHandler> handlers, JobMetrics metrics, IOptions<JobOptions> options, ILogger<JobRunner> logger)
{
    /// <summary>An outage may last: the wait is as long as after this many tries.</summary>
    private const int TriesOfOutage = 3;

    private readonly Dictionary<string, IJobHandler> _handlers = handlers.ToDictionary(handler => handler.Kind);

    /// <param name="cancelled">The job is not wanted any more: it is dropped.</param>
    /// <param name="stopping">The worker stops or lost its lease: the job goes back as if it had not been taken.</param>
    public async Task RunAsync(string worker, TakenJob taken, CancellationToken cancelled, CancellationToken stopping)
    {
        using var activity = JobTrace.Start(taken);
        await NoteTraceAsync(activity, taken);
        var (began, outcome) = (Stopwatch.GetTimestamp(), JobOutcome.Lost);
        metrics.Started(taken);
        try
        {
            outcome = await TryAsync(worker, taken, activity, cancelled, stopping);
        }
        finally
        {
            metrics.Ended(taken, outcome, Stopwatch.GetElapsedTime(began));
        }
    }

    private async Task<JobOutcome> TryAsync(
        string worker, TakenJob taken, Activity? activity, CancellationToken cancelled, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancelled, stopping);
        deadline.CancelAfter(taken.Job.Priority == JobPriorities.Remote ? options.Value.RemoteDeadline : options.Value.Deadline);
        try
        {
            return await HandleAsync(worker, taken, deadline.Token);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            LogCancelled(taken.Job.Id);
            await queue.CompleteAsync(worker, taken);
            return JobOutcome.Cancelled;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await queue.HandBackAsync(worker, taken);
            return JobOutcome.HandedBack;
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested)
        {
            activity.Fail(exception);
            return await EndLateAsync(worker, taken, exception);
        }
        catch (Exception exception) when (exception is ObjectStoreUnavailableException or ObjectStoreFullException)
        {
            activity.Fail(exception);
            var wait = WaitAfter(Math.Max(taken.Attempt, TriesOfOutage));
            LogPostponed(exception, taken.Job.Id, wait);
            await queue.PostponeAsync(worker, taken, wait, exception.GetType().Name);
            return JobOutcome.Postponed;
        }
        catch (HopelessJobException exception)
        {
            activity.Fail(exception);
            LogHopeless(exception, taken.Job.Id);
            await _handlers[taken.Job.Kind].GiveUpAsync(taken, deadline.Token);
            await queue.BuryAsync(worker, taken, exception.Message);
            return JobOutcome.Buried;
        }
        catch (RetryLaterException exception)
        {
            activity.Fail(exception);
            LogFailed(exception, taken.Job.Id, taken.Attempt, exception.Wait);
            await queue.RetryAsync(worker, taken, exception.Wait, exception.Message);
            return JobOutcome.Retried;
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            return await RetryAsync(worker, taken, exception);
        }
    }

    private async Task<JobOutcome> HandleAsync(string worker, TakenJob taken, CancellationToken deadline)
    {
        if (!_handlers.TryGetValue(taken.Job.Kind, out var handler))
        {
            LogUnknown(taken.Job.Id, taken.Job.Kind);
            await queue.BuryAsync(worker, taken, $"No worker knows jobs of kind {taken.Job.Kind}.");
            return JobOutcome.Buried;
        }

        if (taken.Attempt > options.Value.Attempts || taken.WorkerCrashes >= options.Value.WorkerCrashes)
        {
            LogGivenUp(taken.Job.Id, taken.Attempt - 1, taken.WorkerCrashes);
            await handler.GiveUpAsync(taken, deadline);
            await queue.BuryAsync(worker, taken, "Every try failed or ended its worker.");
            return JobOutcome.Buried;
        }

        await handler.HandleAsync(taken, deadline);
        await queue.CompleteAsync(worker, taken);
        return JobOutcome.Done;
    }

    private async Task<JobOutcome> EndLateAsync(string worker, TakenJob taken, Exception exception)
    {
        if (_handlers.TryGetValue(taken.Job.Kind, out var handler) && await handler.EndLateAsync(taken))
        {
            LogLate(taken.Job.Id, taken.Attempt);
            await queue.CompleteAsync(worker, taken);
            return JobOutcome.Done;
        }

        return await RetryAsync(worker, taken, exception);
    }

    private async Task<JobOutcome> RetryAsync(string worker, TakenJob taken, Exception exception)
    {
        var wait = WaitAfter(taken.Attempt);
        LogFailed(exception, taken.Job.Id, taken.Attempt, wait);
        await queue.RetryAsync(worker, taken, wait, exception.GetType().Name);
        return JobOutcome.Retried;
    }

    private async Task NoteTraceAsync(Activity? activity, TakenJob taken)
    {
        try
        {
            if (activity is { Recorded: true, Id: { } trace })
            {
                await queue.NoteTraceAsync(taken, trace);
            }
        }
        catch (Exception exception) when (RedisFailures.MeansUnavailable(exception))
        {
            // The next try has no link to this one; nothing else depends on it.
        }
    }

    /// <summary>Exponential backoff with full jitter in its upper half.</summary>
    private TimeSpan WaitAfter(int attempt)
    {
        var longest = options.Value.LongestRetry;
        var wait = options.Value.FirstRetry * Math.Pow(2, Math.Min(attempt - 1, 20));
        return (wait < longest ? wait : longest) * (0.5 + Random.Shared.NextDouble() / 2);
    }

    [LoggerMessage(LogLevel.Information, "Job {JobId} is cancelled", EventName = "job.cancelled")]
    private partial void LogCancelled(string jobId);

    [LoggerMessage(LogLevel.Warning, "Job {JobId} took as long as it may at try {Attempt}, and ends", EventName = "job.late")]
    private partial void LogLate(string jobId, int attempt);

    [LoggerMessage(LogLevel.Error, "Job {JobId} is of the unknown kind {Kind}", EventName = "job.unknown")]
    private partial void LogUnknown(string jobId, string kind);

    [LoggerMessage(LogLevel.Error, "Job {JobId} is given up: another try would fail as well", EventName = "job.hopeless")]
    private partial void LogHopeless(Exception exception, string jobId);

    [LoggerMessage(
        LogLevel.Error, "Job {JobId} is given up after {Attempts} tries and {Crashes} crashed workers", EventName = "job.given-up")]
    private partial void LogGivenUp(string jobId, int attempts, int crashes);

    [LoggerMessage(
        LogLevel.Warning, "Job {JobId} cannot be done while the object store is away or full; the next try is in {Wait}",
        EventName = "job.postponed")]
    private partial void LogPostponed(Exception exception, string jobId, TimeSpan wait);

    [LoggerMessage(LogLevel.Warning, "Job {JobId} failed at try {Attempt}; the next one is in {Wait}", EventName = "job.failed")]
    private partial void LogFailed(Exception exception, string jobId, int attempt, TimeSpan wait);
}
