using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Messages;
using Xunit.Abstractions;

namespace NanoBanana.Tests.Faults;

/// <summary>Replicas of the API that are killed under people who write and people who follow.</summary>
[Collection(SharedFaults.Name)]
public sealed class ApiFaultTests(FaultSystem faults, ITestOutputHelper output)
{
    private const int Followers = 50;
    private const int Writers = 5;

    [Fact]
    public async Task Fifty_followers_see_every_message_once_whichever_replica_is_killed()
    {
        var tally = new FaultReport("API replica killed (1 of 2), 50 followers, 5 writers", output);
        await FaultCampaign.RunAsync(share: 0.35, seconds: 10, round => KillApisAsync(round, tally));
        tally.Close();
    }

    private async Task KillApisAsync(TimeSpan round, FaultReport tally)
    {
        using var alice = await faults.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Everybody");
        using var client = faults.ClientOf(alice);
        var witnesses = Enumerable.Range(0, Followers).Select(_ => new EventRecorder(faults.LiveOf(alice), session.Id)).ToList();
        try
        {
            var texts = 0;
            await using var writers = new LoadGenerator<Message>(Writers, TimeSpan.FromMilliseconds(200),
                () => client.PostMessageAsync(session.Id, $"text {Interlocked.Increment(ref texts)}"));
            await Task.WhenAll(witnesses.Select(witness => witness.ReachesAsync(1)));

            var kills = new List<DateTime>();
            for (var ends = DateTime.UtcNow + round; DateTime.UtcNow < ends;)
            {
                await RandomFaults.PauseAsync(300, 3000);
                var victim = RandomFaults.Of(faults.System.Apis);

                // One of two: the other one is up, or nobody could take anything in.
                await Task.WhenAll(faults.System.Apis.Select(api => api.HealthyAsync()));
                victim.Kill();
                kills.Add(DateTime.UtcNow);
                victim.Relaunch();
            }
            await writers.StopAsync();

            var log = await faults.Inspector.LogAsync(session.Id);
            await Task.WhenAll(witnesses.Select(witness => witness.ReachesAsync(log[^1].Seq)));
            Count(tally, log, writers.Done.Select(done => done.Item).ToList(), await client.ListMessagesAsync(session.Id));
            foreach (var witness in witnesses)
            {
                var (lost, doubled) = witness.Compare(log[^1].Seq);
                (tally.Lost, tally.Duplicated) = (tally.Lost + lost, tally.Duplicated + doubled);
                tally.Items += witness.Seen.Count;
                witness.DelaysAfter(kills).ToList().ForEach(tally.Recovered);
            }
            tally.Kills += kills.Count;
        }
        finally
        {
            await Task.WhenAll(witnesses.Select(witness => witness.DisposeAsync().AsTask()));
        }
    }

    /// <summary>Every acknowledged message is there, and every text once however often it was sent.</summary>
    private static void Count(FaultReport tally, List<Entry> log, List<Message> acknowledged, List<Message> listed)
    {
        Assert.Equal(Enumerable.Range(1, log.Count), log.Select(entry => (int)entry.Seq));
        var created = log.Where(entry => entry.Type == EventTypes.MessageCreated).Select(entry => entry.Id!).ToHashSet();
        tally.Lost += acknowledged.Count(message => !created.Contains(message.Id));
        tally.Lost += acknowledged.ExceptBy(listed.Select(message => message.Id), message => message.Id).Count();
        tally.Duplicated += listed.Count - listed.Select(message => message.Text).Distinct().Count();
        tally.Duplicated += acknowledged.Count - acknowledged.Select(message => message.Id).Distinct().Count();
        Assert.Equal(created, listed.Select(message => message.Id).ToHashSet());
    }
}
