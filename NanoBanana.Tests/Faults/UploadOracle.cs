using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Faults;

/// <summary>What must hold after a stream of uploads into one session, whatever was killed meanwhile.</summary>
internal static class UploadOracle
{
    public static async Task CheckAsync(
        Inspector inspector, SessionId sessionId, LoadGenerator<Image> uploads, EventRecorder witness, IReadOnlyList<DateTime> kills,
            FaultReport tally)
    {
        var accepted = uploads.Done;
        await Eventually.TrueAsync(
            async () => (await ReadyAsync(inspector, sessionId)).Count >= accepted.Count,
            $"all {accepted.Count} images to be ready", TimeSpan.FromSeconds(120));

        var log = await inspector.LogAsync(sessionId);
        var ready = await ReadyAsync(inspector, sessionId);
        tally.Items += accepted.Count;
        tally.Lost += accepted.Count(upload => !ready.ContainsKey(upload.Item.Id));
        tally.Duplicated += log.Where(entry => entry.MakesReady).GroupBy(entry => entry.Id).Sum(group => group.Count() - 1);
        Assert.DoesNotContain(log, entry => entry.Type == "image.updated" && !entry.MakesReady);

        var last = log[^1].Seq;
        Assert.Equal(Enumerable.Range(1, (int)last), log.Select(entry => (int)entry.Seq));
        await witness.ReachesAsync(last);
        Assert.Equal((0, 0), witness.Compare(last));
        await inspector.NoJobIsLeftAsync();

        foreach (var kill in kills)
        {
            // How long those had to wait that waited when it happened.
            foreach (var (image, at) in accepted.Where(upload => upload.At <= kill && ready[upload.Item.Id] > kill))
            {
                tally.Recovered(ready[image.Id] - kill);
            }
        }
    }

    /// <summary>Waits until everything that was accepted by now is ready.</summary>
    public static async Task CatchUpAsync(Inspector inspector, SessionId sessionId, LoadGenerator<Image> uploads)
    {
        var accepted = uploads.Done.Select(upload => upload.Item.Id).ToList();
        await Eventually.TrueAsync(
            async () => await ReadyAsync(inspector, sessionId) is var ready && accepted.TrueForAll(id => ready.ContainsKey(id)),
            $"{accepted.Count} images to be ready", TimeSpan.FromSeconds(120));
    }

    private static async Task<Dictionary<string, DateTime>> ReadyAsync(Inspector inspector, SessionId sessionId) =>
        (await inspector.LogAsync(sessionId)).Where(entry => entry.MakesReady)
            .GroupBy(entry => entry.Id!).ToDictionary(group => group.Key, group => group.First().At.UtcDateTime);
}
