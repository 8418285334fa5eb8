using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using Xunit.Abstractions;

namespace NanoBanana.Tests.Faults;

/// <summary>A Redis that is killed, and one that loses what the disk had not got yet.</summary>
[Collection(SharedFaults.Name)]
public sealed class RedisFaultTests(FaultSystem faults, ITestOutputHelper output)
{
    private static readonly byte[] Picture = TestImages.Jpeg(1600, 1200);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_redis_is_killed()
    {
        var tally = new FaultReport("Redis killed and restarted, appendfsync always", output);
        await FaultCampaign.RunAsync(share: 0.2, seconds: 8, round => KillRedisAsync(round, tally));
        tally.Close();
    }

    private async Task KillRedisAsync(TimeSpan round, FaultReport tally)
    {
        using var alice = await faults.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Restarts");
        using var client = faults.ClientOf(alice);
        await using var witness = new EventRecorder(faults.LiveOf(alice), session.Id);
        await using var uploads = new LoadGenerator<Image>(
            1, TimeSpan.FromMilliseconds(100), () => client.UploadAsync(session.Id, Uploads.Unique(Picture)));
        await using var writers = new LoadGenerator<Message>(
            3, TimeSpan.FromMilliseconds(50), () => client.PostMessageAsync(session.Id, $"{Guid.NewGuid()}"));

        var kills = new List<DateTime>();
        for (var ends = DateTime.UtcNow + round; DateTime.UtcNow < ends;)
        {
            await RandomFaults.PauseAsync(1000, 4000);
            if (RandomFaults.Half())
            {
                // Not any moment, but one at which a job is in hand.
                await Eventually.TrueAsync(async () => (await faults.Inspector.InHandAsync()).Count > 0, "a job in hand");
            }
            faults.System.Redis.Kill();
            kills.Add(DateTime.UtcNow);
            await faults.System.Redis.RestartAsync();
        }
        await Task.WhenAll(uploads.StopAsync(), writers.StopAsync());

        tally.Kills += kills.Count;
        await UploadOracle.CheckAsync(faults.Inspector, session.Id, uploads, witness, [], tally);
        var listed = await client.ListMessagesAsync(session.Id);
        tally.Items += writers.Done.Count;
        tally.Lost += writers.Done.ExceptBy(listed.Select(message => message.Id), done => done.Item.Id).Count();
        tally.Duplicated += listed.Count - listed.Select(message => message.Text).Distinct().Count();
        witness.DelaysAfter(kills).ToList().ForEach(tally.Recovered);
    }

    [Fact]
    public async Task Followers_agree_with_the_database_after_it_lost_its_last_second()
    {
        var tally = new FaultReport("power cut: Redis loses its last second, appendfsync everysec", output);
        await FaultCampaign.RunAsync(share: 0.1, seconds: 1, _ => CutPowerAsync(tally));
        tally.Close();
    }

    private async Task CutPowerAsync(FaultReport tally)
    {
        using var alice = await faults.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Power cut");
        using var client = faults.ClientOf(alice);
        await using var copies = new ReplicaViews(
            [.. Enumerable.Range(0, 10).Select(_ => new ReplicaView(faults.LiveOf(alice), alice.Api, session.Id))]);
        await using var writers = new LoadGenerator<Message>(
            3, TimeSpan.FromMilliseconds(20), () => client.PostMessageAsync(session.Id, $"{Guid.NewGuid()}"));
        await RandomFaults.PauseAsync(1500, 2000);

        // What an fsync of each second would have left: everything but the last second.
        var (safe, since) = (faults.System.Redis.LogLength, DateTime.UtcNow);
        await RandomFaults.PauseAsync(900, 1000);
        faults.System.Redis.Kill();
        var killed = DateTime.UtcNow;
        faults.System.Redis.CutLog(safe);
        await faults.System.Redis.RestartAsync();
        await RandomFaults.PauseAsync(3000, 4000);
        await writers.StopAsync();

        var listed = await client.ListMessagesAsync(session.Id);
        var here = listed.Select(message => message.Id).ToHashSet();
        var gone = writers.Done.Where(done => !here.Contains(done.Item.Id)).ToList();
        output.WriteLine(
            $"{gone.Count} of {writers.Done.Count} acknowledged messages went with the last {(killed - since).TotalSeconds:0.00} s.");
        Assert.NotEmpty(gone);
        Assert.All(gone, done => Assert.InRange(done.At, since.AddSeconds(-0.5), killed.AddSeconds(0.5)));

        await copies.AgreeAsync(here);
        (tally.Kills, tally.Items) = (tally.Kills + 1, tally.Items + listed.Count);
        tally.Duplicated += listed.Count - listed.Select(message => message.Text).Distinct().Count();
        copies.ResetsAfter(killed).ToList().ForEach(tally.Recovered);
    }
}
