using System.Collections.Concurrent;
using NanoBanana.Core.Events;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Redis;

namespace NanoBanana.Worker.Jobs;

/// <summary>The jobs that a worker has in hand. What goes wrong with one stays with that one.</summary>
internal sealed partial class RunningJobs(
    JobQueue queue, JobRunner runner, PoisonJobGate gate, ChannelListener channels, CancellationTokenSource lease, ILogger logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (Task Work, CancellationTokenSource Cancelled)> _jobs = new();

    public int Count => _jobs.Count;

    public void Take(string worker, TakenJob taken)
    {
        var cancelled = new CancellationTokenSource();
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _jobs[taken.Job.Id] = (RunAsync(worker, taken, start.Task, cancelled), cancelled);
        start.SetResult();
    }

    /// <summary>Runs a job that may be what ends workers: with nothing else in hand, so that it takes nothing along.</summary>
    public async Task TakeAloneAsync(string worker, TakenJob taken, CancellationToken cancellationToken)
    {
        await AllFreeAsync().WaitAsync(cancellationToken);
        using (await gate.CloseAsync(cancellationToken))
        {
            await queue.BeginAsync(worker, taken);
            Take(worker, taken);
            await AllFreeAsync().WaitAsync(cancellationToken);
        }
    }

    public Task AnyFreeAsync() => Task.WhenAny(_jobs.Values.Select(job => job.Work).DefaultIfEmpty(Task.CompletedTask));

    public Task AllFreeAsync() => Task.WhenAll(_jobs.Values.Select(job => job.Work));

    /// <summary>Stops the jobs in hand that are cancelled, as they are.</summary>
    public async Task DropCancelledAsync()
    {
        var stopping = lease.Token;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var subscription = await channels.ListenAsync(JobKeys.CancelChannel);
                while (true)
                {
                    await subscription.WaitAsync(Look, stopping);
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

    private async Task RunAsync(string worker, TakenJob taken, Task start, CancellationTokenSource cancelled)
    {
        await start;
        try
        {
            await runner.RunAsync(worker, taken, cancelled.Token, lease.Token);
        }
        catch (Exception exception)
        {
            // The job stays on this worker's list, which is brought back when the lease ends, and not before.
            LogNotReturned(exception, taken.Job.Id);
            await lease.CancelAsync();
        }
        finally
        {
            _jobs.TryRemove(taken.Job.Id, out _);
        }
    }

    [LoggerMessage(
        LogLevel.Warning, "Job {JobId} could not be returned to the lists; this worker gives up its lease, so that the job is brought back",
        EventName = "job.not-returned")]
    private partial void LogNotReturned(Exception exception, string jobId);
}
