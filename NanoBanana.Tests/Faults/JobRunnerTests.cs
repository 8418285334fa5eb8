using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Jobs;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Worker.Jobs;
using StackExchange.Redis;

namespace NanoBanana.Tests.Faults;

public sealed class JobRunnerTests
{
    [Theory]
    [InlineData(6, 0, true)]
    [InlineData(5, 7, false)]
    [InlineData(1, 8, true)]
    public async Task A_job_is_given_up_after_its_last_try_or_the_last_worker_that_vanished_with_it(int attempt, int crashes, bool givenUp)
    {
        await using var server = await RedisServer.StartAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var queue = new JobQueue(redis.GetDatabase(), NoMeters.Jobs);
        var handler = new NotingHandler();
        var runner = new JobRunner(queue, [handler], NoMeters.Jobs, Options.Create(new JobOptions()), NullLogger<JobRunner>.Instance);
        await queue.JoinAsync("w", TimeSpan.FromMinutes(1));
        await queue.EnqueueAsync(new("1", handler.Kind, new("alice"), new("session"), JobPriorities.Bulk));
        var taken = (await queue.TakeAsync("w", JobLane.Thumbnails))!;

        await runner.RunAsync(
            "w", taken with { Attempt = attempt, WorkerCrashes = crashes }, CancellationToken.None, CancellationToken.None);

        Assert.Equal((givenUp, !givenUp), (handler.GivenUp, handler.Ran));
        Assert.Equal(givenUp ? 1 : 0, await redis.GetDatabase().ListLengthAsync("{jobs}:dead"));
    }

    [Fact]
    public async Task A_hopeless_job_is_given_up_after_its_first_try()
    {
        await using var server = await RedisServer.StartAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var queue = new JobQueue(redis.GetDatabase(), NoMeters.Jobs);
        var handler = new NotingHandler { IsHopeless = true };
        var runner = new JobRunner(queue, [handler], NoMeters.Jobs, Options.Create(new JobOptions()), NullLogger<JobRunner>.Instance);
        await queue.JoinAsync("w", TimeSpan.FromMinutes(1));
        await queue.EnqueueAsync(new("1", handler.Kind, new("alice"), new("session"), JobPriorities.Bulk));

        await runner.RunAsync("w", (await queue.TakeAsync("w", JobLane.Thumbnails))!, CancellationToken.None, CancellationToken.None);

        Assert.True(handler.GivenUp);
        Assert.Equal(["1"], (await redis.GetDatabase().ListRangeAsync("{jobs}:dead")).Select(id => (string?)id));
    }

    private sealed class NotingHandler : IJobHandler
    {
        public string Kind => "noted";

        public bool IsHopeless { get; init; }

        public bool Ran { get; private set; }

        public bool GivenUp { get; private set; }

        public Task HandleAsync(TakenJob taken, CancellationToken cancellationToken)
        {
            Ran = true;
            return IsHopeless ? throw new HopelessJobException("broken", new InvalidDataException()) : Task.CompletedTask;
        }

        public Task GiveUpAsync(TakenJob taken, CancellationToken cancellationToken)
        {
            GivenUp = true;
            return Task.CompletedTask;
        }
    }
}
