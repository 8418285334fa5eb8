using System.Collections.Concurrent;
using NanoBanana.Core.Events;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Redis;

namespace NanoBanana.Worker.Jobs;

/// <summary>The jobs that a worker has in hand. What goes wrong with one stays with that one.</summary>
internal sealed partial class Hands(JobQueue queue, JobRunner runner, Wakeups wakeups, ILogger logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, (Task Work, CancellationTokenSource Cancelled)> _jobs = new();

    public int Count => _jobs.Count;

    public void Take(string worker, TakenJob taken, CancellationToken stopping)
    {
        var cancelled = new CancellationTokenSource();
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _jobs[taken.Job.Id] = (RunAsync(worker, taken, start.Task, cancelled, stopping), cancelled);
        start.SetResult();
    }

    public Task AnyFreeAsync() => Task.WhenAny(_jobs.Values.Select(job => job.Work).DefaultIfEmpty(Task.CompletedTask));

    public Task AllFreeAsync() => Task.WhenAll(_jobs.Values.Select(job => job.Work));

    /// <summary>Stops the jobs in hand that are cancelled, as they are.</summary>
    public async Task DropCancelledAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var wakeup = await wakeups.ListenAsync(JobQueue.CancelChannel);
                while (true)
                {
                    await wakeup.WaitAsync(Look, stopping);
                    foreach (var (id, job) in _jobs)
                    {
                        if (await queue.IsCancelledAsync(id))
                        {
                            await job.Cancelled.CancelAsync();
                        }
                    }
                }
            }
            catch (Exception exception) when (RedisFailures.MeansUnavailable(exception))
            {
                await Task.Delay(Look, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task RunAsync(
        string worker, TakenJob taken, Task start, CancellationTokenSource cancelled, CancellationToken stopping)
    {
        await start;
        try
        {
            await runner.RunAsync(worker, taken, cancelled.Token, stopping);
        }
        catch (Exception exception)
        {
            // The job stays on this worker's list and is brought back with it.
            LogNotReturned(exception, taken.Job.Id);
        }
        finally
        {
            _jobs.TryRemove(taken.Job.Id, out _);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Job {JobId} could not be returned to the lists; it is brought back when this worker's lease ends")]
    private partial void LogNotReturned(Exception exception, string jobId);
}
