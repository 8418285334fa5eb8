using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Events;
using NanoBanana.Core.Jobs;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Worker.Jobs;
using StackExchange.Redis;

namespace NanoBanana.Tests.Faults;

/// <summary>A worker whose Redis goes away at the one moment at which it has to hand a job back.</summary>
public sealed class JobLoopTests
{
    [Fact]
    public async Task A_job_that_could_not_be_returned_comes_back()
    {
        await using var server = await RedisServer.StartAsync();
        var configuration = ConfigurationOptions.Parse($"{server.ConnectionString},abortConnect=false");
        configuration.ReconnectRetryPolicy = new LinearRetry(200);
        using var redis = await ConnectionMultiplexer.ConnectAsync(configuration);
        var queue = new JobQueue(redis.GetDatabase());
        var options = Options.Create(new JobOptions { FirstRetry = TimeSpan.FromMilliseconds(10) });
        var handler = new Unlucky(server, redis);
        using var loop = new JobLoop(
            queue, new(queue, [handler], options, NullLogger<JobRunner>.Instance), new(redis), options, TimeProvider.System, NullLogger<JobLoop>.Instance);

        await loop.StartAsync(CancellationToken.None);
        await queue.EnqueueAsync(new("job", JobKinds.Thumbnail, "alice", "session", JobPriorities.Bulk));
        await handler.Failed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await server.RestartAsync();
        await Eventually.TrueAsync(() => handler.Tries == 2, "the second try", TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(
            async () => !await redis.GetDatabase().KeyExistsAsync("{jobs}:job:job"), "the job to be done with");
        await loop.StopAsync(CancellationToken.None);
    }

    /// <summary>At the first try it takes Redis down with it.</summary>
    private sealed class Unlucky(RedisServer server, ConnectionMultiplexer redis) : IJobHandler
    {
        public TaskCompletionSource Failed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Tries { get; private set; }

        public string Kind => JobKinds.Thumbnail;

        public async Task RunAsync(TakenJob taken, CancellationToken cancellationToken)
        {
            if (++Tries == 1)
            {
                await server.StopAsync();
                await Eventually.TrueAsync(() => !redis.IsConnected, "the loss to be noticed");

                // In good time for the worker to try to return the job before Redis is back.
                _ = Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None).ContinueWith(_ => Failed.SetResult(), TaskScheduler.Default);
                throw new InvalidOperationException("Bad luck.");
            }
        }

        public Task GiveUpAsync(TakenJob taken, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
