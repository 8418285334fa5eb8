using NanoBanana.Contracts.Operators;
using NanoBanana.Tests.Edits;
using NanoBanana.Tests.Engines.Providers;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Fixtures.Telemetry;

namespace NanoBanana.Tests.Operations;

/// <summary>What an operator learns of a worker that is killed with a job in hand.</summary>
public sealed class WorkerLossTests
{
    private static readonly string[] Losses = ["nanobanana.jobs.recovered", "nanobanana.leases.lost"];

    [Fact]
    public async Task A_killed_worker_shows_in_the_metrics_the_log_the_trace_and_the_operators_routes()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var provider = await ProviderServer.StartAsync();
        await using var system = await LocalSystem.StartAsync(
            apis: 1, workers: 2, [.. provider.Settings, .. collector.Settings, new("Jobs__Lease", "00:00:03")]);
        using var ada = await system.CreateUserAsync();
        (await AdminVerb.RunAsync(system.Settings, "operator", "add", ada.User.Id)).ShouldSay("is an operator now");
        var session = await ada.Api.CreateSessionAsync();
        var prompt = $"{Guid.NewGuid():N} mode:hang";
        var asked = await ada.Api.CreateEditAsync(session.Id, new(prompt, Engine: "gemini"));
        await Eventually.TrueAsync(() => provider.CallsWith(prompt).Count > 0, "a worker to have the job in hand");
        var holder = Assert.Single((await ada.Api.GetJobListsAsync()).Workers, worker => worker.Value == 1).Key;
        var (killed, other) = system.Workers[0].ProcessId == ProcessIn(holder)
            ? (system.Workers[0], system.Workers[1]) : (system.Workers[1], system.Workers[0]);

        // From 0 on, or nothing that watches its increase would see the first loss.
        await Eventually.TrueAsync(() => Losses.All(
            name => collector.Metrics.Any(metric => metric.Name == name && metric.Value == 0)), "the counters");

        killed.Kill();
        await ada.FinishedAsync(asked.Id);

        await Eventually.TrueAsync(
            () => collector.Metrics.Any(metric => metric is { Name: "nanobanana.jobs.recovered", Value: >= 1 }), "the metric");
        Assert.Contains("Brought back 1 jobs of workers that vanished", other.Log, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => collector.Logs.Any(line => line.EventName == "worker.recovered"), "the exported line");
        await Eventually.TrueAsync(
            () => collector.Spans.Any(span => span.Name == "job edit" && span.Tags.GetValueOrDefault("nanobanana.job.crashes") == "1"), "the span");
        await Eventually.TrueAsync(
            async () => (await ada.Api.GetRecentFailuresAsync()).Items.Contains(new FailureCount("worker", "jobs-recovered", 1)), "the count");
        Assert.DoesNotContain(holder, (await ada.Api.GetJobListsAsync()).Workers.Keys);
    }

    /// <summary>A worker is called <c>machine-process-id</c>.</summary>
    private static int ProcessIn(string worker) => int.Parse(worker.Split('-')[^2]);
}
