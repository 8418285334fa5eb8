using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Jobs;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Worker.Jobs;
using StackExchange.Redis;

namespace NanoBanana.Tests.Faults;

/// <summary>A worker that loses its connection at the one moment at which it has to hand a job back.</summary>
public sealed class JobLoopTests
{
    [Fact]
    public async Task A_job_that_could_not_be_returned_comes_back()
    {
        await using var server = await RedisServer.StartAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync($"{server.ConnectionString},abortConnect=false");
        using var operators = await ConnectionMultiplexer.ConnectAsync($"{server.ConnectionString},allowAdmin=true");
        var queue = new JobQueue(redis.GetDatabase(), NoMeters.Jobs);
        var options = Options.Create(new JobOptions { FirstRetry = TimeSpan.FromMilliseconds(10) });
        var handler = new Unlucky(operators.GetDatabase());
        using var gate = new PoisonJobGate();
        using var loop = new JobLoop(
            JobLane.Thumbnails, queue, new(queue, [handler], NoMeters.Jobs, options, NullLogger<JobRunner>.Instance), gate, new(redis),
            NoMeters.Jobs, options, TimeProvider.System, NullLogger<JobLoop>.Instance);

        await loop.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(
            async () => await operators.GetServers()[0].SubscriptionSubscriberCountAsync(
                RedisChannel.Literal($"{{jobs}}:wake:{JobPriorities.Bulk}")) == 1, "the loop to listen");
        await queue.EnqueueAsync(new("job", JobKinds.Thumbnail, new("alice"), new("session"), JobPriorities.Bulk));
        await Eventually.TrueAsync(() => handler.Tries == 2, "the second try", TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(
            async () => !await redis.GetDatabase().KeyExistsAsync("{jobs}:job:job"), "the job to be done with");
        await loop.StopAsync(CancellationToken.None);
    }

    /// <summary>At the first try it takes the worker's connection down with it; the client makes a new one at once.</summary>
    private sealed class Unlucky(IDatabase operators) : IJobHandler
    {
        public int Tries { get; private set; }

        public string Kind => JobKinds.Thumbnail;

        public async Task HandleAsync(TakenJob taken, CancellationToken cancellationToken)
        {
            if (++Tries == 1)
            {
                await operators.ExecuteAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
                throw new InvalidOperationException("Bad luck.");
            }
        }

        public Task GiveUpAsync(TakenJob taken, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
