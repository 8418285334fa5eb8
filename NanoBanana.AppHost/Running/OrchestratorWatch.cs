using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;

namespace NanoBanana.AppHost;

/// <summary>
/// Ends the run when the orchestrator of Aspire (DCP), the parent of all services, is gone: nobody would start or stop them any more.
/// Without this, DCP itself keeps a process of 25 MB beside each service for that case.
/// </summary>
/// <remarks>Linux only: it reads <c>/proc</c>.</remarks>
internal sealed class OrchestratorWatch(
    ResourceNotificationService notifications, ConsoleLines console, TimeProvider time,
    IHostApplicationLifetime lifetime) : Watcher(lifetime)
{
    private const string ProcessId = "executable.pid";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, LinuxProcess> _services = [];

    /// <summary>Asks DCP, which inherits the environment, for no process of its own beside each service.</summary>
    public static void ReplaceMonitors() => Environment.SetEnvironmentVariable("DCP_DISABLE_MONITOR_PROCESS", "true");

    protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = FollowAsync(ending.Token);
        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            LinuxProcess? orchestrator = null;
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                orchestrator ??= Services().Select(service => service.Parent).FirstOrDefault(parent => parent is not null);
                if (orchestrator is { IsRunning: false })
                {
                    await EndAsync();
                    return;
                }
            }
        }
        finally
        {
            await ending.CancelAsync();
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            var id = change.Snapshot.Properties.FirstOrDefault(property => property.Name == ProcessId)?.Value;
            lock (_services)
            {
                if (id is not null && LinuxProcess.Find(Convert.ToInt32(id, CultureInfo.InvariantCulture)) is { } service)
                {
                    _services[change.ResourceId] = service;
                }
            }
        }
    }

    private LinuxProcess[] Services()
    {
        lock (_services)
        {
            return [.. _services.Values];
        }
    }

    // Without its orchestrator the host would wait in vain for its resources to be cleaned up.
    private async Task EndAsync()
    {
        console.Write("The orchestrator of Aspire (dcp) has ended unexpectedly, so everything is stopped; start again.");
        var left = Services().Where(service => service.IsRunning).ToArray();
        foreach (var service in left)
        {
            await service.AskToEndAsync();
        }

        var patience = Stopwatch.StartNew();
        while (left.Any(service => service.IsRunning) && patience.Elapsed < TimeSpan.FromSeconds(5))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        foreach (var service in left)
        {
            service.Kill();
        }

        Environment.Exit(1);
    }
}
