using System.Text.Json;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using Xunit.Abstractions;

namespace NanoBanana.Tests.Faults;

/// <summary>Workers that are killed while they edit.</summary>
[Collection(SharedFaults.Name)]
public sealed class EditFaultTests(FaultSystem faults, ITestOutputHelper output)
{
    private static readonly byte[] Picture = TestImages.Jpeg(1600, 1200);

    [Fact]
    public async Task Every_edit_has_one_outcome_whichever_worker_is_killed()
    {
        var tally = new FaultReport("worker killed (1 of 2) under edits, its jobs are back", output);
        await FaultCampaign.RunAsync(share: 0.1, seconds: 5, round => KillWorkersAsync(round, tally));
        tally.Close();
    }

    private async Task KillWorkersAsync(TimeSpan round, FaultReport tally)
    {
        using var alice = await faults.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Edits");
        using var client = faults.ClientOf(alice);
        var image = await client.UploadAsync(session.Id, Uploads.Unique(Picture));
        await using var edits = new LoadGenerator<Edit>(
            2, TimeSpan.FromMilliseconds(100),
            () => client.CreateEditAsync(session.Id, new($"rotate {Random.Shared.Next(1, 360)} degrees", [image.Id])));

        var kills = 0;
        var returns = new List<Task<TimeSpan?>>();
        for (var ends = DateTime.UtcNow + round; DateTime.UtcNow < ends;)
        {
            await RandomFaults.PauseAsync(500, 2500);
            if (RandomFaults.Half())
            {
                await Eventually.TrueAsync(async () => (await faults.Inspector.InHandAsync()).Count > 0, "a job in hand");
            }
            var victim = RandomFaults.Of(faults.System.Workers);
            var dead = victim.ProcessId;
            victim.Kill();
            kills++;
            returns.Add(faults.Inspector.BackAfterAsync(dead, DateTime.UtcNow));
            victim.Relaunch();
        }
        await edits.StopAsync();
        tally.Kills += kills;
        (await Task.WhenAll(returns)).OfType<TimeSpan>().ToList().ForEach(tally.Recovered);
        await CheckAsync(session.Id, edits, tally);
    }

    private async Task CheckAsync(SessionId sessionId, LoadGenerator<Edit> edits, FaultReport tally)
    {
        var accepted = edits.Done;
        await Eventually.TrueAsync(
            async () => (await faults.Inspector.LogAsync(sessionId)).Count(IsEnd) >= accepted.Count, $"all {accepted.Count} edits to end",
            TimeSpan.FromSeconds(120));
        await faults.Inspector.NoJobIsLeftAsync();

        var log = await faults.Inspector.LogAsync(sessionId);
        var ends = log.Where(IsEnd).ToLookup(entry => entry.Id!);
        var results = Of(log, EventTypes.ImageCreated);
        var replies = Of(log.Where(entry => IsReply(entry.Data)), EventTypes.MessageCreated);
        tally.Items += accepted.Count;
        tally.Lost += accepted.Count(edit => ends[edit.Item.Id].All(end => end.Type != EventTypes.EditSucceeded)
            || !results.ContainsKey(edit.Item.Id) || !replies.ContainsKey(edit.Item.Id));
        tally.Duplicated += accepted.Sum(edit => Doubles(ends[edit.Item.Id].Count())
            + Doubles(results.GetValueOrDefault(edit.Item.Id)) + Doubles(replies.GetValueOrDefault(edit.Item.Id)));
    }

    private static int Doubles(int count) => Math.Max(0, count - 1);

    private static bool IsEnd(Entry entry) => entry.Type is EventTypes.EditSucceeded or EventTypes.EditFailed or EventTypes.EditCancelled;

    private static bool IsReply(JsonElement data) => data.TryGetProperty("role", out var role) && role.GetString() == "assistant";

    /// <summary>How many of these events each edit has.</summary>
    private static Dictionary<string, int> Of(IEnumerable<Entry> log, string type) => log
        .Where(entry => entry.Type == type && entry.Data.TryGetProperty("editId", out _))
        .CountBy(entry => entry.Data.GetProperty("editId").GetString()!).ToDictionary();
}
