using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Faults;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using StackExchange.Redis;

namespace NanoBanana.Tests.Security;

/// <summary>Images that end the process that decodes them, as a bug in a native decoder does.</summary>
[Collection(nameof(PoisonTests))]
public sealed class PoisonTests
{
    private const int WorkerCrashes = 5;

    [Fact]
    public async Task An_image_that_crashes_its_worker_is_rejected_and_its_neighbours_are_not()
    {
        await using var system = await StartAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(system.Redis.ConnectionString);
        var inspector = new Inspector(redis.GetDatabase());
        using var mallory = await system.CreateUserAsync();
        using var alice = await system.CreateUserAsync();
        var poisoned = await mallory.Api.CreateSessionAsync();
        var session = await alice.Api.CreateSessionAsync();
        var worker = system.Workers[0];

        await worker.StopAsync();
        var poison = await mallory.UploadAsync(poisoned.Id, LongToDecode());
        var neighbours = new List<ImageId> { (await alice.UploadAsync(session.Id, LongToDecode())).Id };
        worker.Relaunch();

        var crashes = 0;
        while ((await mallory.Api.GetImageAsync(poison.Id)).Status == ImageStatus.Processing)
        {
            await Eventually.TrueAsync(
                async () => await IsDecodedAsync() || await IsSettledAsync(), "the poison to be decoded", TimeSpan.FromSeconds(60));
            if (await IsSettledAsync())
            {
                break;
            }

            // Its neighbour is in hand, too, or comes next.
            worker.Kill();
            crashes++;
            neighbours.Add((await alice.UploadAsync(session.Id, Uploads.UniqueJpeg())).Id);
            worker.Relaunch();
        }

        var rejected = await mallory.Api.GetImageAsync(poison.Id);
        Assert.Equal((ImageStatus.Rejected, "processing-failed"), (rejected.Status, rejected.Problem?.Code));

        // One more when the worker was killed while it gave the job up.
        Assert.InRange(crashes, WorkerCrashes, WorkerCrashes + 1);
        foreach (var id in neighbours)
        {
            Assert.Equal(ImageStatus.Ready, (await alice.SettledAsync(id, TimeSpan.FromSeconds(60))).Status);
        }

        var first = (await inspector.LogAsync(session.Id)).Single(entry => entry.MakesReady && entry.Id == neighbours[0]).At;
        var end = (await inspector.LogAsync(poisoned.Id)).Last(entry => entry.Id == poison.Id).At;
        Assert.True(first < end, "The neighbour had to wait until the poison was given up.");

        async Task<bool> IsSettledAsync() => (await mallory.Api.GetImageAsync(poison.Id)).Status != ImageStatus.Processing;

        async Task<bool> IsDecodedAsync() => (await inspector.InHandAsync(worker.ProcessId)).Contains(poison.Id)
            && !await inspector.Database.HashExistsAsync($"{{jobs}}:job:{poison.Id}", "held");
    }

    [Fact]
    public async Task A_worker_that_takes_too_much_memory_ends_itself_and_the_image_is_rejected()
    {
        await using var system = await StartAsync(
            KeyValuePair.Create("Imaging__MemoryLimit", (string?)$"{250 << 20}"), KeyValuePair.Create("Jobs__WorkerCrashes", (string?)"2"));
        using var alice = await system.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var worker = system.Workers[0];
        var image = await alice.UploadAsync(session.Id, TestPng.Interlaced(7000, 7000));
        for (var crashes = 0; crashes < 2; crashes++)
        {
            await worker.EndAsync();
            Assert.Contains("Imaging:MemoryLimit", worker.Log);
            worker.Relaunch();
        }

        Assert.Equal(ImageStatus.Rejected, (await alice.SettledAsync(image.Id, TimeSpan.FromSeconds(60))).Status);
        Assert.Equal(ImageStatus.Ready, (await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg())).Status);
    }

    private static Task<LocalSystem> StartAsync(params IEnumerable<KeyValuePair<string, string?>> settings) => LocalSystem.StartAsync(
        apis: 1, workers: 1,
        [
            KeyValuePair.Create("Jobs__Concurrency", (string?)"2"),
            KeyValuePair.Create("Jobs__Lease", (string?)"00:00:01"),
            KeyValuePair.Create("Jobs__WorkerCrashes", (string?)$"{WorkerCrashes}"),
            .. settings,
        ]);

    /// <summary>None is like another.</summary>
    private static byte[] LongToDecode() => TestPng.OneBit(6000 + Random.Shared.Next(1000), 7000);
}

/// <summary>It kills workers in the middle of their work, and what else runs would make the work last longer.</summary>
[CollectionDefinition(nameof(PoisonTests), DisableParallelization = true)]
public sealed class PoisonsAlone;
