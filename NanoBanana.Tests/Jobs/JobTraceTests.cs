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
        ShouldListenTo = source => source.Name is "JobTraceTests" or JobTrace.SourceName,
        Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public JobTraceTests() => ActivitySource.AddActivityListener(_listener);

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_job_is_part_of_the_trace_that_queued_it()
    {
        await using var server = await RedisServer.StartAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var queue = new JobQueue(redis.GetDatabase(), NoMeters.Jobs);
        var handler = new TracedHandler();
        var runner = new JobRunner(queue, [handler], NoMeters.Jobs, Options.Create(new JobOptions()), NullLogger<JobRunner>.Instance);
        await queue.JoinAsync("w", TimeSpan.FromMinutes(1));

        var asked = Source.StartActivity("upload")!;
        await queue.EnqueueAsync(new("1", handler.Kind, new("alice"), new("session"), JobPriorities.Bulk));
        asked.Stop();
        await queue.EnqueueAsync(new("2", handler.Kind, new("alice"), new("session"), JobPriorities.Bulk));
        for (var i = 0; i < 2; i++)
        {
            await runner.RunAsync("w", (await queue.TakeAsync("w", JobLane.Thumbnails))!, CancellationToken.None, CancellationToken.None);
        }

        Assert.Equal((asked.TraceId, asked.SpanId), (handler.Seen[0].TraceId, handler.Seen[0].ParentSpanId));
        Assert.NotEqual(asked.TraceId, handler.Seen[1].TraceId);
        Assert.Equal(default, handler.Seen[1].ParentSpanId);
    }

    [Fact]
    public async Task A_try_is_linked_to_the_one_before_and_to_one_whose_worker_vanished()
    {
        await using var server = await RedisServer.StartAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var queue = new JobQueue(redis.GetDatabase(), NoMeters.Jobs);
        var handler = new TracedHandler { Failures = 1 };
        var options = Options.Create(new JobOptions { FirstRetry = TimeSpan.FromMilliseconds(10) });
        var runner = new JobRunner(queue, [handler], NoMeters.Jobs, options, NullLogger<JobRunner>.Instance);
        await queue.JoinAsync("first", TimeSpan.FromMinutes(1));
        var asked = Source.StartActivity("upload")!;
        await queue.EnqueueAsync(new("1", handler.Kind, new("alice"), new("session"), JobPriorities.Bulk));
        asked.Stop();

        await runner.RunAsync(
            "first", (await queue.TakeAsync("first", JobLane.Thumbnails))!, CancellationToken.None, CancellationToken.None);
        var again = await Eventually.GetAsync(
            async () => await queue.RecoverAsync() is not null ? await queue.TakeAsync("first", JobLane.Thumbnails) : null, "the retry");
        Assert.Equal(handler.Seen[0].Id, again.TraceOfLastTry);

        // The worker vanishes with the job in hand, before its own try has begun.
        await queue.LeaveAsync("first");
        await queue.RecoverAsync();
        await queue.JoinAsync("second", TimeSpan.FromMinutes(1));
        await runner.RunAsync(
            "second", (await queue.TakeAsync("second", JobLane.Thumbnails))!, CancellationToken.None, CancellationToken.None);

        var (first, last) = (handler.Seen[0], handler.Seen[1]);
        Assert.Equal((ActivityStatusCode.Error, asked.SpanId, 0), (first.Status, first.ParentSpanId, first.Links.Count()));
        Assert.Equal(
            (ActivityStatusCode.Unset, asked.SpanId, first.SpanId),
            (last.Status, last.ParentSpanId, Assert.Single(last.Links).Context.SpanId));
        Assert.Equal((2, 1), (last.GetTagItem("nanobanana.job.attempt"), last.GetTagItem("nanobanana.job.crashes")));
    }

    private sealed class TracedHandler : IJobHandler
    {
        public string Kind => "traced";

        public List<Activity> Seen { get; } = [];

        public int Failures { get; init; }

        public Task HandleAsync(TakenJob taken, CancellationToken cancellationToken)
        {
            Seen.Add(Activity.Current!);
            return Seen.Count > Failures ? Task.CompletedTask : Task.FromException(new InvalidOperationException("It fails."));
        }

        public Task GiveUpAsync(TakenJob taken, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
