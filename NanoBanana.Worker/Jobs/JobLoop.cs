using Microsoft.Extensions.Options;
using NanoBanana.Core.Events;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Redis;

namespace NanoBanana.Worker.Jobs;

/// <summary>
/// Takes jobs while there are any and slots are free, then waits to be woken. A worker that lost its lease drops what it has in hand
/// (others do it now) and joins again under a new name. Each lane has a loop of its own.
/// </summary>
internal sealed partial class JobLoop(
    JobLane lane, JobQueue queue, JobRunner runner, PoisonJobGate gate, ChannelListener channels, JobMetrics metrics,
    IOptions<JobOptions> options, TimeProvider time, ILogger<JobLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly int _hands = HandsOf(lane, options.Value);

    private static int HandsOf(JobLane lane, JobOptions options)
    {
        var wanted = lane == JobLane.Remote ? options.RemoteConcurrency
            : lane == JobLane.Thumbnails ? options.ThumbnailConcurrency
            : options.Concurrency;
        return wanted > 0 ? wanted : Environment.ProcessorCount;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Begin(lane);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (LeaseLostException)
            {
                metrics.LostLease(lane);
                LogLeaseLost();
            }
            catch (Exception exception)
            {
                LogOutage(exception);
                await Task.Delay(Look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        // An operator reads from it which process has a job in hand.
        var worker = $"{Environment.MachineName}-{Environment.ProcessId}-{Id.New(time.GetUtcNow())}";
        using var lease = new CancellationTokenSource();
        using var taking = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lease.Token);
        await queue.JoinAsync(worker, options.Value.Lease);
        var beating = BeatAsync(worker, lease);
        var running = new RunningJobs(queue, runner, gate, channels, lease, logger);
        using var computing = lane == JobLane.Remote ? null : gate.Enter(running);
        var listening = running.DropCancelledAsync();
        try
        {
            await using var subscription = await channels.ListenAsync(JobKeys.WakeChannelOf(lane.Priority));
            while (!taking.IsCancellationRequested)
            {
                if (running.Count >= _hands)
                {
                    await running.AnyFreeAsync().WaitAsync(taking.Token);
                }
                else if (await TakeAsync(worker, running, taking.Token) is { } taken)
                {
                    await (taken.IsPoison ? running.TakeAloneAsync(worker, taken, taking.Token) : Task.CompletedTask);
                }
                else
                {
                    await subscription.WaitAsync(Look, taking.Token);
                }
            }

            stoppingToken.ThrowIfCancellationRequested();
            throw new LeaseLostException();
        }
        catch (OperationCanceledException) when (lease.IsCancellationRequested && !stoppingToken.IsCancellationRequested)
        {
            throw new LeaseLostException();
        }
        finally
        {
            await Task.WhenAny(running.AllFreeAsync(), Task.Delay(lane.Drain, time, lease.Token));
            await lease.CancelAsync();
            await Task.WhenAll(running.AllFreeAsync(), listening, beating);
            await LeaveAsync(worker);
        }
    }

    /// <summary>A lane that computes takes nothing while a suspect runs, which could take it along.</summary>
    private async Task<TakenJob?> TakeAsync(string worker, RunningJobs running, CancellationToken cancellationToken)
    {
        using var passing = lane == JobLane.Remote ? null : await gate.PassAsync(cancellationToken);
        var taken = await queue.TakeAsync(worker, lane);
        if (taken is { IsPoison: false })
        {
            running.Take(worker, taken);
        }

        return taken;
    }

    /// <summary>Renews the lease and brings back others' jobs; ends the work when the lease is or may be gone.</summary>
    private async Task BeatAsync(string worker, CancellationTokenSource lease)
    {
        var ends = time.GetTimestamp();
        while (!lease.IsCancellationRequested)
        {
            try
            {
                if (!await queue.RenewAsync(worker, options.Value.Lease))
                {
                    await lease.CancelAsync();
                    return;
                }

                ends = time.GetTimestamp();
                if (await queue.RecoverAsync() is { Count: > 0 } moved)
                {
                    metrics.Recovered(moved);
                    LogRecovered(moved.Count);
                }
            }
            catch (Exception exception) when (RedisFailures.MeansUnavailable(exception))
            {
                if (time.GetElapsedTime(ends) > options.Value.Lease)
                {
                    await lease.CancelAsync();
                    return;
                }
            }

            await Task.Delay(options.Value.Lease / 8, time, lease.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LeaveAsync(string worker)
    {
        try
        {
            await queue.LeaveAsync(worker);
        }
        catch (Exception exception) when (RedisFailures.MeansUnavailable(exception))
        {
            LogOutage(exception);
        }
    }

    [LoggerMessage(
        LogLevel.Warning, "This worker was silent for too long and lost its jobs to others; it starts anew",
        EventName = "worker.lease-lost")]
    private partial void LogLeaseLost();

    [LoggerMessage(LogLevel.Warning, "The job lists cannot be reached; the worker goes on when they can", EventName = "worker.outage")]
    private partial void LogOutage(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Brought back {Count} jobs of workers that vanished", EventName = "worker.recovered")]
    private partial void LogRecovered(int count);
}
