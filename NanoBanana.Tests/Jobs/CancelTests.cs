using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Events;
using NanoBanana.Core.Jobs;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Worker.Jobs;
using StackExchange.Redis;

namespace NanoBanana.Tests.Jobs;

public sealed class CancelTests
{
    [Fact]
    public async Task A_cancelled_job_stops_in_the_hands_of_its_worker_and_is_not_tried_again()
    {
        await using var server = await RedisServer.StartAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var queue = new JobQueue(redis.GetDatabase(), NoMeters.Jobs);
        var handler = new EndlessHandler();
        var options = Options.Create(new JobOptions());
        using var gate = new PoisonJobGate();
        using var loop = new JobLoop(
            JobLane.Edits, queue, new JobRunner(queue, [handler], NoMeters.Jobs, options, NullLogger<JobRunner>.Instance), gate,
            new ChannelListener(redis), NoMeters.Jobs, options, TimeProvider.System, NullLogger<JobLoop>.Instance);
        await loop.StartAsync(CancellationToken.None);
        await queue.EnqueueAsync(new("endless", EndlessHandler.Name, new("alice"), new("session"), JobPriorities.Interactive));
        await handler.Started.Task.WaitAsync(TimeSpan.FromSeconds(20));

        await queue.CancelAsync("endless");

        await handler.Stopped.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await Eventually.TrueAsync(async () => !await redis.GetDatabase().KeyExistsAsync("{jobs}:job:endless"), "the job to be gone");
        Assert.Equal(0, await redis.GetDatabase().SortedSetLengthAsync("{jobs}:retry"));
        await loop.StopAsync(CancellationToken.None);
    }

    private sealed class EndlessHandler : IJobHandler
    {
        public const string Name = "endless";

        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Kind => Name;

        public async Task HandleAsync(TakenJob taken, CancellationToken cancellationToken)
        {
            Started.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                Stopped.SetResult();
            }
        }

        public Task GiveUpAsync(TakenJob taken, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
