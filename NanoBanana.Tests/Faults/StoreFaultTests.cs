using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using Xunit.Abstractions;

namespace NanoBanana.Tests.Faults;

/// <summary>An object store that fails, and bytes that vanish from it.</summary>
[Collection(SharedFaults.Name)]
public sealed class StoreFaultTests(FaultSystem faults, ITestOutputHelper output)
{
    [Fact]
    public async Task An_object_store_that_is_away_delays_images_and_spoils_none()
    {
        var tally = new FaultReport("object store away", output);
        await FaultCampaign.RunAsync(share: 0.03, seconds: 1, _ => TakeStoreAwayAsync(tally));
        tally.Close();
    }

    private async Task TakeStoreAwayAsync(FaultReport tally)
    {
        using var alice = await faults.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Store");
        foreach (var worker in faults.System.Workers)
        {
            await worker.StopAsync();
        }
        var images = new List<Image>();
        for (var i = 0; i < 3; i++)
        {
            images.Add(await alice.UploadAsync(session.Id, Uploads.UniqueJpeg()));
        }

        var back = DateTime.MinValue;
        using (var away = new Away(faults.System.ObjectDirectory))
        {
            faults.System.Workers.ToList().ForEach(worker => worker.Relaunch());
            using var refused = await alice.UploadRawAsync(session.Id, Uploads.UniqueJpeg());
            await refused.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.NotNull(refused.Headers.RetryAfter?.Delta);
            Assert.Equal(3, (await alice.Api.GetSessionAsync(session.Id)).ImageCount);
            Assert.Equal(3, (await alice.Api.ListSessionImagesAsync(session.Id)).Items.Count);

            // Longer than it takes to give up a job that is itself at fault.
            await Eventually.TrueAsync(() => Failures() >= 20, "the jobs to be tried in vain", TimeSpan.FromSeconds(60));
            back = DateTime.UtcNow;
        }

        foreach (var image in images)
        {
            Assert.Equal(ImageStatus.Ready, (await alice.SettledAsync(image.Id, TimeSpan.FromSeconds(60))).Status);
            Assert.NotEmpty(await alice.Http.GetByteArrayAsync(Routes.ImageContent(image.Id)));
            Assert.NotEmpty(await alice.Http.GetByteArrayAsync($"{Routes.ImageContent(image.Id)}?variant=thumbnail"));
            tally.Recovered(DateTime.UtcNow - back);
        }
        await faults.Inspector.NoJobIsLeftAsync();
        var log = await faults.Inspector.LogAsync(session.Id);
        (tally.Kills, tally.Items) = (tally.Kills + 1, tally.Items + images.Count);
        tally.Duplicated += log.Count(entry => entry.MakesReady) - images.Count;
    }

    [Fact]
    public async Task An_image_whose_bytes_are_gone_is_rejected_in_the_end()
    {
        using var alice = await faults.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Poison");
        await using var witness = new EventRecorder(faults.LiveOf(alice), session.Id);
        foreach (var worker in faults.System.Workers)
        {
            await worker.StopAsync();
        }
        var image = await alice.UploadAsync(session.Id, Uploads.UniqueJpeg());
        File.Delete(Path.Combine(faults.System.ObjectDirectory, "originals", image.Sha256[..2], image.Sha256));
        faults.System.Workers.ToList().ForEach(worker => worker.Relaunch());

        var rejected = await alice.SettledAsync(image.Id, TimeSpan.FromSeconds(60));
        Assert.Equal((ImageStatus.Rejected, "processing-failed"), (rejected.Status, rejected.Problem?.Code));
        await witness.ReachesAsync(2);
        var last = witness.Events.Last();
        Assert.Equal(("image.updated", "rejected"), (last.Type, last.Data.GetProperty("status").GetString()));
        await Eventually.TrueAsync(() => faults.Inspector.IsDeadAsync(image.Id), "the job to be on the dead list");
        await faults.Inspector.ForgetDeadAsync(image.Id);
        await faults.Inspector.NoJobIsLeftAsync();
    }

    private int Failures() => faults.System.Workers.Sum(
        worker => worker.Log.Split('\n').Count(line => line.Contains("while the object store is away", StringComparison.Ordinal)));

    /// <summary>A file where the folder of the store was; it comes back when this is disposed of.</summary>
    private sealed class Away : IDisposable
    {
        private readonly string _directory;

        public Away(string directory)
        {
            _directory = directory;
            Directory.Move(directory, $"{directory}-away");
            File.WriteAllText(directory, "");
        }

        public void Dispose()
        {
            File.Delete(_directory);
            Directory.Move($"{_directory}-away", _directory);
        }
    }
}
