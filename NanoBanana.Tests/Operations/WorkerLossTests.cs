using System.Text.RegularExpressions;
using NanoBanana.Contracts.Operators;
using NanoBanana.Tests.Edits;
using NanoBanana.Tests.Engines.Providers;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Fixtures.Telemetry;

namespace NanoBanana.Tests.Operations;

/// <summary>What an operator learns of a worker that is killed with a job in hand.</summary>
public sealed partial class WorkerLossTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Losses = ["nanobanana.jobs.recovered", "nanobanana.leases.lost"];

    [Fact]
    public async Task A_killed_worker_shows_in_the_metrics_the_log_the_trace_and_the_operators_routes_and_sets_off_an_alert()
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
        await using var prometheus = await PrometheusServer.StartAsync(collector);
        await Eventually.TrueAsync(
            async () => (await prometheus.QueryAsync("sum(nanobanana_jobs_recovered_total)")) is [0], "Prometheus to know of none",
            Patience);
        Assert.Empty(await prometheus.FiringAsync());
        Assert.Equal(
            [asked.Id], (await ada.Api.GetJobsInHandAsync()).Workers.Single(hand => hand.Worker == holder).Jobs.Select(job => job.Id));

        killed.Kill();
        await ada.FinishedAsync(asked.Id);

        await Eventually.TrueAsync(
            () => collector.Metrics.Any(metric => metric is { Name: "nanobanana.jobs.recovered", Value: >= 1 }), "the metric");
        Assert.Contains("Brought back 1 jobs of workers that vanished", other.Log, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => collector.Logs.Any(line => line.EventName == "worker.recovered"), "the exported line");
        await Eventually.TrueAsync(
            () => collector.Spans.Any(span => span.Name == "job edit" && span.Tags.GetValueOrDefault("nanobanana.job.crashes") == "1"),
            "the span");
        await Eventually.TrueAsync(
            async () => (await ada.Api.GetRecentFailuresAsync()).Items.Contains(new FailureCount("worker", "jobs-recovered", 1)),
            "the count");
        Assert.DoesNotContain(holder, (await ada.Api.GetJobListsAsync()).Workers.Keys);
        Assert.DoesNotContain((await ada.Api.GetJobsInHandAsync()).Workers, hand => hand.Worker == holder);
        await Eventually.TrueAsync(
            async () => (await prometheus.FiringAsync()).Contains("WorkersVanish"), "the alert", Patience);
        await ShouldUnderstandAsync(prometheus);
    }

    /// <summary>It takes each expression, and the panels whose series there are show something.</summary>
    private static async Task ShouldUnderstandAsync(PrometheusServer prometheus)
    {
        foreach (var (_, expression) in DashboardFile.Alerts())
        {
            await prometheus.QueryAsync(expression);
        }

        var (names, shown) = (await prometheus.NamesAsync(), 0);
        foreach (var expression in DashboardFile.Expressions()
            .Select(each => each.Replace("$__rate_interval", "1m", StringComparison.Ordinal)))
        {
            await prometheus.QueryAsync(expression);
            if (!expression.Contains('{', StringComparison.Ordinal)
                && Metric.Matches(Labels.Replace(expression, "")).All(metric => names.Contains(metric.Value)))
            {
                await Eventually.TrueAsync(async () => (await prometheus.QueryAsync(expression)).Count > 0, expression);
                shown++;
            }
        }

        Assert.InRange(shown, 12, int.MaxValue);
    }

    [GeneratedRegex("by \\([^)]*\\)")]
    private static partial Regex Labels { get; }

    [GeneratedRegex("(?:nanobanana|http|gen_ai)_[a-z0-9_]+")]
    private static partial Regex Metric { get; }

    /// <summary>A worker is called <c>machine-process-id</c>.</summary>
    private static int ProcessIn(string worker) => int.Parse(worker.Split('-')[^2]);
}
