using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.AppHosts;

/// <summary>The whole application of the AppHost, with a local Redis and the dashboard, on ports and data of its own.</summary>
public sealed class AppHostFixture : IAsyncLifetime
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public DistributedApplication App { get; private set; } = null!;

    public string DataDirectory { get; } = Path.Combine(Watchdog.TemporaryDirectory(), "data");

    public string DashboardKey { get; } = $"{Guid.NewGuid():N}";

    /// <summary>The AppHost's model with settings as arguments; nothing is started yet.</summary>
    public static Task<IDistributedApplicationTestingBuilder> DescribeAsync(params string[] settings) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.NanoBanana_AppHost>(
            new DistributedApplicationTestingBuilderOptions { EnableDashboard = true }, settings);

    public async Task InitializeAsync()
    {
        var builder = await DescribeAsync(
            $"--DATA_DIR={DataDirectory}", "--REDIS_MODE=local", "--REDIS_MAXMEMORY=300mb", $"--AppHost:DashboardApiKey={DashboardKey}");
        App = await builder.BuildAsync();
        await App.StartAsync();
    }

    public async Task HealthyAsync(params string[] names)
    {
        using var deadline = new CancellationTokenSource(Patience);
        foreach (var name in names)
        {
            await App.ResourceNotifications.WaitForResourceHealthyAsync(name, deadline.Token);
        }
    }

    /// <summary>The process of a running resource, or null while there is none.</summary>
    public async Task<int?> ProcessOfAsync(string name)
    {
        using var deadline = new CancellationTokenSource(Patience);
        await foreach (var change in App.ResourceNotifications.WatchAsync(deadline.Token))
        {
            if (change.Resource.Name == name && change.Snapshot.Properties.FirstOrDefault(p => p.Name == "executable.pid")?.Value is { } id)
            {
                var isRunning = change.Snapshot.State?.Text == KnownResourceStates.Running;
                return isRunning ? Convert.ToInt32(id, CultureInfo.InvariantCulture) : null;
            }
        }

        return null;
    }

    public async Task DisposeAsync() => await App.DisposeAsync();
}
