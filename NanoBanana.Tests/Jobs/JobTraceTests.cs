using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Jobs;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Worker.Jobs;
using StackExchange.Redis;

namespace NanoBanana.Tests.Jobs;

/// <summary>A trace goes through the job list.</summary>
public sealed class JobTraceTests : IDisposable
{
    private static readonly ActivitySource Source = new("JobTraceTests");

    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name is "JobTraceTests" or "NanoBanana.Worker",
        Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public JobTraceTests() => ActivitySource.AddActivityListener(_listener);

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_job_is_part_of_the_trace_that_queued_it()
    {
        await using var server = await RedisServer.StartAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var queue = new JobQueue(redis.GetDatabase());
        var handler = new TracedHandler();
        var runner = new JobRunner(queue, [handler], Options.Create(new JobOptions()), NullLogger<JobRunner>.Instance);
        await queue.JoinAsync("w", TimeSpan.FromMinutes(1));

        var asked = Source.StartActivity("upload")!;
        await queue.EnqueueAsync(new("1", handler.Kind, "alice", "session", JobPriorities.Bulk));
        asked.Stop();
        await queue.EnqueueAsync(new("2", handler.Kind, "alice", "session", JobPriorities.Bulk));
        for (var i = 0; i < 2; i++)
        {
            await runner.RunAsync("w", (await queue.TakeAsync("w", JobLane.Thumbnails))!, CancellationToken.None, CancellationToken.None);
        }

        Assert.Equal((asked.TraceId, asked.SpanId), handler.Seen[0]);
        Assert.NotEqual(asked.TraceId, handler.Seen[1].Trace);
        Assert.Equal(default, handler.Seen[1].Parent);
    }

    private sealed class TracedHandler : IJobHandler
    {
        public string Kind => "traced";

        public List<(ActivityTraceId Trace, ActivitySpanId Parent)> Seen { get; } = [];

        public Task HandleAsync(TakenJob taken, CancellationToken cancellationToken)
        {
            var activity = Activity.Current!;
            Seen.Add((activity.TraceId, activity.ParentSpanId));
            return Task.CompletedTask;
        }

        public Task GiveUpAsync(TakenJob taken, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
