using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace NanoBanana.AppHost;

/// <summary>Starts a program again that ended with an error. One that was stopped on purpose stays stopped.</summary>
internal sealed class CrashSupervisor(
    ResourceNotificationService notifications, ResourceCommandService commands, ConsoleLines console,
    IHostApplicationLifetime lifetime, TimeProvider time) : Watcher(lifetime)
{
    private readonly IHostApplicationLifetime _lifetime = lifetime;
    private readonly Dictionary<string, Restarts> _resources = [];

    protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        var pending = new List<Task>();
        try
        {
            await foreach (var change in notifications.WatchAsync(cancellationToken))
            {
                if (change.Resource is ProjectResource or LocalRedisResource && Decide(change) is { } decision)
                {
                    pending.RemoveAll(task => task.IsCompleted);
                    pending.Add(CarryOutAsync(change, decision, cancellationToken));
                }
            }
        }
        finally
        {
            await Task.WhenAll(pending);
        }
    }

    private Restarts.Decision? Decide(ResourceEvent change)
    {
        if (!_resources.TryGetValue(change.ResourceId, out var restarts))
        {
            _resources[change.ResourceId] = restarts = new(time);
        }

        var (state, exitCode) = (change.Snapshot.State?.Text, change.Snapshot.ExitCode);
        return restarts.On(state, exitCode, change.Snapshot.HealthStatus is HealthStatus.Healthy);
    }

    private async Task CarryOutAsync(ResourceEvent change, Restarts.Decision decision, CancellationToken cancellationToken)
    {
        var name = change.Resource.Name;
        var ended = change.Snapshot.ExitCode switch
        {
            null => "could not be started",
            < 0 => "was killed",
            var code => $"ended with exit code {code}",
        };
        if (decision.Delay is not { } delay)
        {
            if (_lifetime.ApplicationStopping.IsCancellationRequested)
            {
                return;
            }

            console.Write(name, $"{name} {ended} before it was healthy. Its lines tell why; correct that and start again.");
            Environment.ExitCode = 1;
            _lifetime.StopApplication();
            return;
        }

        console.Write(name, $"{name} {ended}; starting it again in {delay.TotalSeconds:0.##} s.");
        await Task.Delay(delay, time, cancellationToken);
        await commands.ExecuteCommandAsync(change.ResourceId, KnownResourceCommands.StartCommand, cancellationToken);
    }
}
