using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Images;

/// <summary>
/// Uploads of a photograph of 12 megapixels, each with bytes of its own, until the live events say that its thumbnail is ready.
/// <c>bench/upload.sh</c> asks for more of them with <c>UPLOAD_COUNT</c> and <c>UPLOAD_CONCURRENCY</c>, and for the figures in the file
/// <c>UPLOAD_REPORT</c>.
/// </summary>
public sealed class UploadSpeed
{
    private static readonly string? Report = Environment.GetEnvironmentVariable("UPLOAD_REPORT");
    private static readonly int Count = Number("UPLOAD_COUNT", 4);
    private static readonly int Concurrency = Number("UPLOAD_CONCURRENCY", 2);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<Image>> _updates = new();

    [Fact]
    public async Task Every_upload_becomes_ready()
    {
        await using var system = await LocalSystem.StartAsync(
            apis: 1, workers: 1, KeyValuePair.Create("Limits__UploadsPerUser", (string?)"1000000"));
        using var alice = await system.CreateUserAsync();
        var session = (await alice.Api.CreateSessionAsync()).Id;
        await using var live = alice.Live();
        using var end = new CancellationTokenSource();
        var following = FollowAsync(live, session, end.Token);

        // What is compiled and loaded only once is not counted.
        await UploadAllAsync(alice, session, Report is null ? 1 : 100);
        using var api = Process.GetProcessById(system.Apis[0].ProcessId);
        using var worker = Process.GetProcessById(system.Workers[0].ProcessId);
        await (Report is null ? Task.CompletedTask : QuietAsync(api, worker));
        var (apiBefore, workerBefore) = (CpuOf(api), CpuOf(worker));
        var times = await UploadAllAsync(alice, session, Count);
        var figures = new Dictionary<string, double>
        {
            ["apiCpuMs"] = (CpuOf(api) - apiBefore) / Count,
            ["workerCpuMs"] = (CpuOf(worker) - workerBefore) / Count,
            ["acceptedMsP50"] = Share(times.Select(time => time.Accepted), 0.5),
            ["acceptedMsP99"] = Share(times.Select(time => time.Accepted), 0.99),
            ["readyMsP50"] = Share(times.Select(time => time.Ready), 0.5),
            ["readyMsP99"] = Share(times.Select(time => time.Ready), 0.99),
        };
        await end.CancelAsync();
        await following;
        Assert.Equal(Count, times.Count);
        if (Report is not null)
        {
            await File.WriteAllTextAsync(
                Report, JsonSerializer.Serialize(figures.ToDictionary(figure => figure.Key, figure => Math.Round(figure.Value, 1))));
        }
    }

    private async Task FollowAsync(Contracts.Client.NanoBananaLive live, SessionId session, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var update in live.Follow(session, 0, cancellationToken))
            {
                if (update.Type == EventTypes.ImageUpdated)
                {
                    var image = update.Data.Deserialize<Image>(JsonSerializerOptions.Web)!;
                    UpdateOf(image.Id).TrySetResult(image);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // All is ready.
        }
    }

    private async Task<IReadOnlyCollection<(double Accepted, double Ready)>> UploadAllAsync(TestUser user, SessionId session, int count)
    {
        var times = new ConcurrentBag<(double, double)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency };
        await Parallel.ForEachAsync(Enumerable.Range(0, count), options, async (_, cancellationToken) =>
        {
            var file = Uploads.Unique(TestImages.Photograph);
            var watch = Stopwatch.StartNew();
            var image = await user.UploadAsync(session, file);
            var accepted = watch.Elapsed.TotalMilliseconds;
            var ready = await UpdateOf(image.Id).Task.WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
            times.Add((accepted, watch.Elapsed.TotalMilliseconds));
            Assert.Equal(ImageStatus.Ready, ready.Status);
        });
        return times;
    }

    /// <summary>What was used often is compiled anew in the background, which ends a few seconds later.</summary>
    private static Task QuietAsync(params Process[] processes) => Eventually.TrueAsync(
        async () =>
        {
            var before = processes.Sum(CpuOf);
            await Task.Delay(TimeSpan.FromSeconds(1));
            return processes.Sum(CpuOf) - before < 50;
        },
        "the services to be at rest", TimeSpan.FromMinutes(1));

    private TaskCompletionSource<Image> UpdateOf(string id) =>
        _updates.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private static double CpuOf(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalMilliseconds;
    }

    private static double Share(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
