using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using Xunit.Abstractions;

namespace NanoBanana.Tests.Faults;

/// <summary>Workers that are killed, frozen and asked to stop while they work.</summary>
[Collection(SharedFaults.Name)]
public sealed class WorkerFaultTests(FaultSystem faults, ITestOutputHelper output)
{
    private static readonly byte[] Picture = TestImages.Jpeg(1600, 1200);

    [Fact]
    public async Task Every_upload_is_ready_once_whichever_worker_is_killed()
    {
        var tally = new FaultReport("worker killed (1 of 2) under uploads, its jobs are back", output);
        await FaultCampaign.RunAsync(share: 0.2, seconds: 7, round => KillWorkersAsync(round, tally, oneAtATime: false));
        tally.Close();
    }

    [Fact]
    public async Task What_one_killed_worker_had_in_hand_is_done_by_the_other()
    {
        var tally = new FaultReport("worker killed (1 of 2) under uploads, all is ready before the next kill", output);
        await FaultCampaign.RunAsync(share: 0.2, seconds: 1, round => KillWorkersAsync(round, tally, oneAtATime: true));
        tally.Close();
    }

    private async Task KillWorkersAsync(TimeSpan round, FaultReport tally, bool oneAtATime)
    {
        using var alice = await faults.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Uploads");
        using var client = faults.ClientOf(alice);
        await using var witness = new EventRecorder(faults.LiveOf(alice), session.Id);
        await using var uploads = new LoadGenerator<Image>(
            2, TimeSpan.FromMilliseconds(60), () => client.UploadAsync(session.Id, Uploads.Unique(Picture)));

        var kills = new List<DateTime>();
        var returns = new List<Task<TimeSpan?>>();
        for (var ends = DateTime.UtcNow + round; DateTime.UtcNow < ends;)
        {
            await RandomFaults.PauseAsync(500, 2500);
            if (oneAtATime || RandomFaults.Half())
            {
                // Not any moment, but one at which jobs are in hand.
                await Eventually.TrueAsync(async () => (await faults.Inspector.InHandAsync()).Count > 0, "a job in hand");
            }
            var victim = RandomFaults.Of(faults.System.Workers);
            var dead = victim.ProcessId;
            victim.Kill();
            kills.Add(DateTime.UtcNow);
            returns.Add(faults.Inspector.BackAfterAsync(dead, kills[^1]));
            victim.Relaunch();
            if (oneAtATime)
            {
                await UploadOracle.CatchUpAsync(faults.Inspector, session.Id, uploads);
                await victim.HealthyAsync();
            }
        }
        await uploads.StopAsync();
        tally.Kills += kills.Count;
        var back = (await Task.WhenAll(returns)).OfType<TimeSpan>().ToList();
        if (oneAtATime)
        {
            await UploadOracle.CheckAsync(faults.Inspector, session.Id, uploads, witness, kills, tally);
        }
        else
        {
            // The next kill comes before an upload that waited is ready: what is counted is when somebody else may take its job.
            await UploadOracle.CheckAsync(faults.Inspector, session.Id, uploads, witness, [], tally);
            back.ForEach(tally.Recovered);
        }
    }

    [Fact]
    public async Task A_worker_that_was_frozen_beyond_its_lease_changes_nothing()
    {
        var tally = new FaultReport("worker frozen beyond its lease, continued", output);
        await FaultCampaign.RunAsync(share: 0.06, seconds: 1, _ => FreezeAsync(tally));
        tally.Close();
    }

    private async Task FreezeAsync(FaultReport tally)
    {
        var (frozen, other) = (faults.System.Workers[0], faults.System.Workers[1]);
        using var alice = await faults.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Frozen");
        await other.StopAsync();
        var image = await alice.UploadAsync(session.Id, BigPng());
        await Eventually.TrueAsync(async () => (await faults.Inspector.InHandAsync()).Contains(image.Id), "the job to be in hand");
        frozen.Pause();
        var at = DateTime.UtcNow;
        try
        {
            Assert.Contains(image.Id, await faults.Inspector.InHandAsync());
            other.Relaunch();
            Assert.Equal(ImageStatus.Ready, (await alice.SettledAsync(image.Id, TimeSpan.FromSeconds(90))).Status);
            tally.Recovered(DateTime.UtcNow - at);
        }
        finally
        {
            frozen.Resume();
        }
        await Eventually.TrueAsync(
            () => frozen.Log.Contains("lost its jobs to others", StringComparison.Ordinal)
                || frozen.Log.Contains("is not wanted any more", StringComparison.Ordinal),
            "the late worker to notice", TimeSpan.FromSeconds(30));
        await faults.Inspector.NoJobIsLeftAsync();
        var updates = (await faults.Inspector.LogAsync(session.Id)).Count(entry => entry.Type == EventTypes.ImageUpdated);
        (tally.Kills, tally.Items) = (tally.Kills + 1, tally.Items + 1);
        (tally.Lost, tally.Duplicated) = (tally.Lost + (updates == 0 ? 1 : 0), tally.Duplicated + Math.Max(0, updates - 1));
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_stop_loses_no_job_and_makes_none_wait_for_its_lease()
    {
        using var alice = await faults.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Draining");
        var (stopped, other) = (faults.System.Workers[0], faults.System.Workers[1]);
        await other.StopAsync();
        var image = await alice.UploadAsync(session.Id, BigPng());
        await Eventually.TrueAsync(async () => (await faults.Inspector.InHandAsync()).Contains(image.Id), "the job to be in hand");

        // It is given 30 s and killed, which fails, should it take longer.
        await stopped.StopAsync();
        Assert.Empty(await faults.Inspector.InHandAsync());
        other.Relaunch();
        stopped.Relaunch();
        Assert.Equal(ImageStatus.Ready, (await alice.SettledAsync(image.Id, TimeSpan.FromSeconds(90))).Status);
        Assert.Single(await faults.Inspector.LogAsync(session.Id), entry => entry.MakesReady);
        await faults.Inspector.NoJobIsLeftAsync();
    }

    [Fact]
    public async Task One_upload_does_not_wait_behind_two_hundred_of_somebody_else()
    {
        using var alice = await faults.CreateUserAsync();
        using var bob = await faults.CreateUserAsync();
        var (many, one) = (await alice.Api.CreateSessionAsync("Many"), await bob.Api.CreateSessionAsync("One"));
        foreach (var worker in faults.System.Workers)
        {
            await worker.StopAsync();
        }
        for (var i = 0; i < 13; i++)
        {
            await alice.Api.UploadImagesAsync(many.Id, [.. Enumerable.Range(0, 16).Select(_ => File())]);
        }
        var image = await bob.UploadAsync(one.Id, Uploads.UniqueJpeg());

        var settings = new Dictionary<string, string?>(faults.System.Settings) { ["Jobs__Concurrency"] = "1" };
        await using (await ServiceProcess.StartAsync("NanoBanana.Worker", settings))
        {
            await bob.SettledAsync(image.Id, TimeSpan.FromSeconds(60));
            var done = (await faults.Inspector.LogAsync(one.Id)).Single(entry => entry.MakesReady).At;
            var before = (await faults.Inspector.LogAsync(many.Id)).Count(entry => entry.MakesReady && entry.At < done);
            Assert.InRange(before, 0, 1);
        }

        faults.System.Workers.ToList().ForEach(worker => worker.Relaunch());
        await Eventually.TrueAsync(
            async () => (await faults.Inspector.LogAsync(many.Id)).Count(entry => entry.MakesReady) == 208,
            "all of them to be ready", TimeSpan.FromSeconds(60));
        await faults.Inspector.NoJobIsLeftAsync();

        static Contracts.Client.ImageFile File() => new(new MemoryStream(Uploads.UniqueJpeg()), "picture", "image/jpeg");
    }

    /// <summary>Small to send and long to decode; none is like another.</summary>
    private static byte[] BigPng() => TestPng.OneBit(6000 + Random.Shared.Next(1000), 7000);
}
