using System.Diagnostics;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Storage;

namespace NanoBanana.Worker.Jobs;

/// <summary>Runs one taken job to its end: done, another try later, or given up.</summary>
internal sealed partial class JobRunner(
    JobQueue queue, IEnumerable<IJobHandler> handlers, IOptions<JobOptions> options, ILogger<JobRunner> logger)
{
    /// <summary>An outage may last: the wait is as long as after this many tries.</summary>
    private const int TriesOfOutage = 3;

    private static readonly ActivitySource Source = new("NanoBanana.Worker");
    private readonly Dictionary<string, IJobHandler> _handlers = handlers.ToDictionary(handler => handler.Kind);

    /// <param name="cancelled">The job is not wanted any more: it is dropped.</param>
    /// <param name="stopping">The worker stops or lost its lease: the job goes back as if it had not been taken.</param>
    public async Task RunAsync(string worker, TakenJob taken, CancellationToken cancelled, CancellationToken stopping)
    {
        using var activity = Source.StartActivity(ActivityKind.Consumer, Parent(taken), name: $"job {taken.Job.Kind}");
        activity?.SetTag("job.id", taken.Job.Id).SetTag("job.attempt", taken.Attempt);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancelled, stopping);
        deadline.CancelAfter(taken.Job.Priority == JobPriorities.Remote ? options.Value.RemoteDeadline : options.Value.Deadline);
        try
        {
            if (!_handlers.TryGetValue(taken.Job.Kind, out var handler))
            {
                LogUnknown(taken.Job.Id, taken.Job.Kind);
                await queue.BuryAsync(worker, taken, $"No worker knows jobs of kind {taken.Job.Kind}.");
            }
            else if (taken.Attempt > options.Value.Attempts || taken.WorkerCrashes >= options.Value.WorkerCrashes)
            {
                LogGivenUp(taken.Job.Id, taken.Attempt - 1, taken.WorkerCrashes);
                await handler.GiveUpAsync(taken, deadline.Token);
                await queue.BuryAsync(worker, taken, "Every try failed or ended its worker.");
            }
            else
            {
                await handler.HandleAsync(taken, deadline.Token);
                await queue.CompleteAsync(worker, taken);
            }
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            LogCancelled(taken.Job.Id);
            await queue.CompleteAsync(worker, taken);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await queue.HandBackAsync(worker, taken);
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            await EndLateAsync(worker, taken, exception);
        }
        catch (Exception exception) when (exception is ObjectStoreUnavailableException or ObjectStoreFullException)
        {
            var wait = WaitAfter(Math.Max(taken.Attempt, TriesOfOutage));
            LogPostponed(exception, taken.Job.Id, wait);
            await queue.PostponeAsync(worker, taken, wait, exception.GetType().Name);
        }
        catch (HopelessJobException exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            LogHopeless(exception, taken.Job.Id);
            await _handlers[taken.Job.Kind].GiveUpAsync(taken, deadline.Token);
            await queue.BuryAsync(worker, taken, exception.Message);
        }
        catch (RetryLaterException exception)
        {
            LogFailed(exception, taken.Job.Id, taken.Attempt, exception.Wait);
            await queue.RetryAsync(worker, taken, exception.Wait, exception.Message);
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            await RetryAsync(worker, taken, exception);
        }
    }

    private async Task EndLateAsync(string worker, TakenJob taken, Exception exception)
    {
        if (_handlers.TryGetValue(taken.Job.Kind, out var handler) && await handler.EndLateAsync(taken))
        {
            LogLate(taken.Job.Id, taken.Attempt);
            await queue.CompleteAsync(worker, taken);
        }
        else
        {
            await RetryAsync(worker, taken, exception);
        }
    }

    private Task RetryAsync(string worker, TakenJob taken, Exception exception)
    {
        var wait = WaitAfter(taken.Attempt);
        LogFailed(exception, taken.Job.Id, taken.Attempt, wait);
        return queue.RetryAsync(worker, taken, wait, exception.GetType().Name);
    }

    private static ActivityContext Parent(TakenJob taken) =>
        ActivityContext.TryParse(taken.Trace, null, isRemote: true, out var parent) ? parent : default;

    /// <summary>Exponential backoff with full jitter in its upper half.</summary>
    private TimeSpan WaitAfter(int attempt)
    {
        var longest = options.Value.LongestRetry;
        var wait = options.Value.FirstRetry * Math.Pow(2, Math.Min(attempt - 1, 20));
        return (wait < longest ? wait : longest) * (0.5 + Random.Shared.NextDouble() / 2);
    }

    [LoggerMessage(LogLevel.Information, "Job {JobId} is cancelled")]
    private partial void LogCancelled(string jobId);

    [LoggerMessage(LogLevel.Warning, "Job {JobId} took as long as it may at try {Attempt}, and ends")]
    private partial void LogLate(string jobId, int attempt);

    [LoggerMessage(LogLevel.Error, "Job {JobId} is of the unknown kind {Kind}")]
    private partial void LogUnknown(string jobId, string kind);

    [LoggerMessage(LogLevel.Error, "Job {JobId} is given up: another try would fail as well")]
    private partial void LogHopeless(Exception exception, string jobId);

    [LoggerMessage(LogLevel.Error, "Job {JobId} is given up after {Attempts} tries and {Crashes} crashed workers")]
    private partial void LogGivenUp(string jobId, int attempts, int crashes);

    [LoggerMessage(LogLevel.Warning, "Job {JobId} cannot be done while the object store is away or full; the next try is in {Wait}")]
    private partial void LogPostponed(Exception exception, string jobId, TimeSpan wait);

    [LoggerMessage(LogLevel.Warning, "Job {JobId} failed at try {Attempt}; the next one is in {Wait}")]
    private partial void LogFailed(Exception exception, string jobId, int attempt, TimeSpan wait);
}
