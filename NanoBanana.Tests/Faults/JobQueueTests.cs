using System.Collections.Concurrent;
using NanoBanana.Core.Jobs;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Faults;

/// <summary>The job lists alone: whose turn it is, and what becomes of the jobs of a worker that vanished.</summary>
public sealed class JobQueueTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;
    private JobQueue _queue = null!;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _redis = await ConnectionMultiplexer.ConnectAsync(_server.ConnectionString);
        _queue = new(_redis.GetDatabase(), NoMeters.Jobs);
    }

    public async Task DisposeAsync()
    {
        _redis.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Users_take_turns()
    {
        for (var i = 0; i < 200; i++)
        {
            await _queue.EnqueueAsync(Job($"a{i}", "alice"));
        }
        await _queue.EnqueueAsync(Job("b", "bob"));
        await _queue.EnqueueAsync(Job("c", "carol"));
        await _queue.JoinAsync("w", Lease);
        Assert.Equal(["a0", "b", "c", "a1", "a2"], await TakeAsync("w", 5));
    }

    [Fact]
    public async Task Edits_hold_up_no_thumbnail()
    {
        for (var i = 0; i < 200; i++)
        {
            await _queue.EnqueueAsync(Job($"edit{i}", "alice") with { Priority = JobPriorities.Interactive });
        }
        await _queue.EnqueueAsync(Job("thumbnail", "bob"));
        await _queue.JoinAsync("w", Lease);
        Assert.Equal(["thumbnail"], await TakeAsync("w", 1));
        Assert.Equal("edit0", (await _queue.TakeAsync("w", JobLane.Edits))!.Job.Id);
        Assert.Null(await _queue.TakeAsync("w", JobLane.Thumbnails));
    }

    [Fact]
    public async Task The_jobs_of_a_vanished_worker_come_back_in_their_order_and_before_others()
    {
        foreach (var id in (string[])["1", "2", "3"])
        {
            await _queue.EnqueueAsync(Job(id, "alice"));
        }
        await _queue.JoinAsync("gone", TimeSpan.FromSeconds(1));
        var first = await _queue.TakeAsync("gone", JobLane.Thumbnails);
        await _queue.TakeAsync("gone", JobLane.Thumbnails);
        await _queue.JoinAsync("w", Lease);
        Assert.Empty(await _queue.RecoverAsync());
        await Eventually.TrueAsync(async () => (await _queue.RecoverAsync()).Count == 2, "both to come back");
        await Assert.ThrowsAsync<LeaseLostException>(() => _queue.TakeAsync("gone", JobLane.Thumbnails));
        Assert.False(await _queue.RenewAsync("gone", Lease));

        var again = await _queue.TakeAsync("w", JobLane.Thumbnails);
        Assert.Equal(("1", 1, 1), (again!.Job.Id, again.Attempt, again.WorkerCrashes));
        Assert.True(again.Token > first!.Token);
        Assert.Equal(["2", "3"], await TakeAsync("w", 2));

        // The late worker's word counts no more.
        await _queue.CompleteAsync("gone", first);
        await _queue.RetryAsync("gone", first, TimeSpan.Zero, "late");
        await _queue.HandBackAsync("gone", first);
        Assert.Null(await _queue.TakeAsync("w", JobLane.Thumbnails));
        Assert.Equal(3, await _redis.GetDatabase().ListLengthAsync("{jobs}:worker:w"));
    }

    [Fact]
    public async Task A_job_that_vanished_with_several_workers_waits()
    {
        await _queue.EnqueueAsync(Job("1", "alice"));
        for (var crashes = 0; crashes < 3; crashes++)
        {
            await _queue.JoinAsync($"gone {crashes}", TimeSpan.FromSeconds(1));
            var taken = await _queue.TakeAsync($"gone {crashes}", JobLane.Thumbnails);
            Assert.Equal(("1", 1, crashes), (taken!.Job.Id, taken.Attempt, taken.WorkerCrashes));
            await Eventually.TrueAsync(async () => (await _queue.RecoverAsync()).Count == 1, "it to come back");
        }
        await _queue.JoinAsync("w", Lease);
        Assert.Null(await _queue.TakeAsync("w", JobLane.Thumbnails));
        Assert.NotNull(await _redis.GetDatabase().SortedSetScoreAsync("{jobs}:retry", "1"));
        await Eventually.TrueAsync(
            async () => (await _queue.RecoverAsync()).Count == 0 && await _queue.TakeAsync("w", JobLane.Thumbnails) is { WorkerCrashes: 3 },
            "its next try");
    }

    [Fact]
    public async Task A_job_is_queued_once()
    {
        await _queue.JoinAsync("w", Lease);
        await _queue.EnqueueAsync(Job("1", "alice"));
        await _queue.EnqueueAsync(Job("1", "alice"));
        var taken = await _queue.TakeAsync("w", JobLane.Thumbnails);
        await _queue.EnqueueAsync(Job("1", "alice"));
        Assert.Null(await _queue.TakeAsync("w", JobLane.Thumbnails));
        await _queue.CompleteAsync("w", taken!);
        await _queue.EnqueueAsync(Job("1", "alice"));
        Assert.NotNull(await _queue.TakeAsync("w", JobLane.Thumbnails));
    }

    [Fact]
    public async Task An_urgent_job_comes_first_of_its_user_and_has_no_place_beyond_the_limit()
    {
        await _queue.JoinAsync("w", Lease);
        await _queue.EnqueueAsync(Job("a1", "alice"));
        await _queue.EnqueueAsync(Job("b1", "bob"));
        Assert.Equal(Enqueued.New, await _queue.EnqueueAsync(Job("a2", "alice") with { IsUrgent = true }, limit: 2));
        Assert.Equal(Enqueued.Full, await _queue.EnqueueAsync(Job("a3", "alice") with { IsUrgent = true }, limit: 2));
        Assert.Equal(Enqueued.Known, await _queue.EnqueueAsync(Job("a2", "alice") with { IsUrgent = true }, limit: 2));
        Assert.Equal(["a2", "b1", "a1"], await TakeAsync("w", 3));
        Assert.Null(await _queue.TakeAsync("w", JobLane.Thumbnails));
    }

    [Fact]
    public async Task A_job_that_was_given_up_is_not_queued_again_until_an_operator_says_so()
    {
        await _queue.JoinAsync("w", Lease);
        Assert.False(await _queue.IsOpenAsync("1"));
        await _queue.EnqueueAsync(Job("1", "alice"));
        Assert.True(await _queue.IsOpenAsync("1"));
        await _queue.BuryAsync("w", (await _queue.TakeAsync("w", JobLane.Thumbnails))!, "broken");
        Assert.False(await _queue.IsOpenAsync("1"));
        Assert.Equal(Enqueued.Dead, await _queue.EnqueueAsync(Job("1", "alice")));
        Assert.Null(await _queue.TakeAsync("w", JobLane.Thumbnails));

        Assert.True(await new DeadJobs(_redis.GetDatabase()).ReviveAsync("1"));
        Assert.True(await _queue.IsOpenAsync("1"));
        Assert.Equal(["1"], await TakeAsync("w", 1));
    }

    [Fact]
    public async Task A_job_wakes_only_those_who_take_its_priority()
    {
        var woken = new ConcurrentBag<int>();
        for (var priority = 0; priority < JobPriorities.Count; priority++)
        {
            var mine = priority;
            await _redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal($"{{jobs}}:wake:{priority}"), (_, _) => woken.Add(mine));
        }

        await _queue.EnqueueAsync(Job("thumbnail", "alice"));
        await _queue.EnqueueAsync(Job("edit", "alice") with { Priority = JobPriorities.Remote });
        await Eventually.TrueAsync(() => woken.Count == 2, "both to be told");
        Assert.Equal([JobPriorities.Bulk, JobPriorities.Remote], woken.Order());
    }

    [Fact]
    public async Task The_end_of_a_job_is_told_on_its_channel()
    {
        var told = new ConcurrentBag<string>();
        foreach (var id in (string[])["done", "dead", "open"])
        {
            await _redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal($"{{jobs}}:end:{id}"), (_, _) => told.Add(id));
        }

        await _queue.JoinAsync("w", Lease);
        foreach (var id in (string[])["open", "done", "dead"])
        {
            await _queue.EnqueueAsync(Job(id, "alice"));
        }

        await _queue.RetryAsync("w", (await _queue.TakeAsync("w", JobLane.Thumbnails))!, Lease, "once more");
        await _queue.CompleteAsync("w", (await _queue.TakeAsync("w", JobLane.Thumbnails))!);
        await _queue.BuryAsync("w", (await _queue.TakeAsync("w", JobLane.Thumbnails))!, "broken");
        await Eventually.TrueAsync(() => told.Count == 2, "both to be told");
        Assert.Equal(["dead", "done"], told.Order());
    }

    [Fact]
    public async Task Progress_is_that_of_the_try_in_hand_and_ends_with_the_job()
    {
        var jobs = new DeadJobs(_redis.GetDatabase());
        await _queue.JoinAsync("w", Lease);
        await _queue.EnqueueAsync(Job("1", "alice"));
        var taken = (await _queue.TakeAsync("w", JobLane.Thumbnails))!;
        await _queue.ReportAsync(taken, 0.5);
        Assert.Equal(0.5, (await jobs.FindAsync("1"))!.Progress);

        await _queue.HandBackAsync("w", taken);
        taken = (await _queue.TakeAsync("w", JobLane.Thumbnails))!;
        Assert.Equal(0, (await jobs.FindAsync("1"))!.Progress);

        await _queue.CompleteAsync("w", taken);
        await _queue.ReportAsync(taken, 0.9);
        Assert.Null(await jobs.FindAsync("1"));
        Assert.False(await _redis.GetDatabase().KeyExistsAsync("{jobs}:job:1"));
    }

    private static Job Job(string id, string user) => new(id, JobKinds.Thumbnail, new(user), new("session"), JobPriorities.Bulk);

    private async Task<List<string>> TakeAsync(string worker, int count)
    {
        var taken = new List<string>();
        for (var i = 0; i < count; i++)
        {
            taken.Add((await _queue.TakeAsync(worker, JobLane.Thumbnails))!.Job.Id);
        }
        return taken;
    }
}
