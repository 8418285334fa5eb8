using NanoBanana.Core.Jobs;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Security;

/// <summary>Jobs that may be what ends their workers, in the lists alone.</summary>
public sealed class PoisonJobTests : IAsyncLifetime
{
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
    public async Task A_poison_job_that_did_not_begin_loses_nothing()
    {
        var poison = await PoisonAsync();
        Assert.True(poison.IsPoison);
        for (var crash = 0; crash < 3; crash++)
        {
            await LoseAsync(crash);
            poison = (await TakeAsync($"w{crash}"))!;
            Assert.Equal((TakenJob.PoisonAfter, 1), (poison.WorkerCrashes, poison.Attempt));
        }
    }

    [Fact]
    public async Task A_poison_job_that_began_is_to_blame()
    {
        var poison = await PoisonAsync();
        await _queue.BeginAsync("somebody else", poison);
        await _queue.BeginAsync("w", poison);
        await LoseAsync(0);
        TakenJob? again = null;
        await Eventually.TrueAsync(
            async () => (await _queue.RecoverAsync()).Count == 0 && (again = await TakeAsync("w0")) is not null, "its next try");
        Assert.Equal(TakenJob.PoisonAfter + 1, again!.WorkerCrashes);
    }

    [Fact]
    public async Task Only_who_has_it_in_hand_can_begin_it()
    {
        var poison = await PoisonAsync();
        await _queue.BeginAsync("somebody else", poison);
        await LoseAsync(0);
        Assert.Equal(TakenJob.PoisonAfter, (await TakeAsync("w0"))!.WorkerCrashes);
    }

    /// <summary>In the hands of a worker <c>w</c>.</summary>
    private async Task<TakenJob> PoisonAsync()
    {
        await _queue.EnqueueAsync(new("1", JobKinds.Thumbnail, new("alice"), new("session"), JobPriorities.Bulk));
        await _redis.GetDatabase().HashSetAsync("{jobs}:job:1", "crashes", TakenJob.PoisonAfter);
        return (await TakeAsync("w"))!;
    }

    private async Task<TakenJob?> TakeAsync(string worker)
    {
        await _queue.JoinAsync(worker, TimeSpan.FromMinutes(1));
        return await _queue.TakeAsync(worker, JobLane.Thumbnails);
    }

    /// <summary>Whoever has it vanishes, and it comes back.</summary>
    private async Task LoseAsync(int crash)
    {
        await _queue.LeaveAsync(crash == 0 ? "w" : $"w{crash - 1}");
        Assert.Single(await _queue.RecoverAsync());
    }
}
