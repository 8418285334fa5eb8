using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>Keeps one copy of a resource's program running.</summary>
internal sealed class Replica(
    IResource resource, int index, LaunchPlan plan, IHealthProbe? probe, Watchdog watchdog, ConsoleLog log, Action changed)
{
    private static readonly TimeSpan WhileStarting = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan WhileHealthy = TimeSpan.FromSeconds(2);

    private readonly string _name = resource.GetReplicaCount() > 1 ? $"{resource.Name}-{index + 1}" : resource.Name;

    public bool IsRunning { get; private set; }

    public bool IsHealthy { get; private set; }

    /// <summary>Returns the exit code of a program that finished its work; throws when it cannot be kept running.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(TimeProvider.System);
        while (true)
        {
            var started = TimeProvider.System.GetTimestamp();
            var (exitCode, wasHealthy) = await RunOnceAsync(cancellationToken);
            if (resource is ExecutableResource && exitCode == 0)
            {
                return exitCode;
            }

            var delay = backoff.After(started, wasHealthy) ?? throw new DistributedApplicationException(
                $"'{_name}' ended {Backoff.MostFailures} times (exit code {exitCode}) before it was healthy; its last lines above say why.");
            log.Say($"{_name} ended with exit code {exitCode}; starting it again in {delay.TotalSeconds:0.##} s");
            await Task.Delay(delay, cancellationToken);
        }
    }

    private async Task<(int ExitCode, bool WasHealthy)> RunOnceAsync(CancellationToken cancellationToken)
    {
        var launch = await plan.ForAsync(resource, index, cancellationToken);
        using var child = ChildProcess.Start(launch, watchdog, line => log.Write(_name, line));
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Change(running: true, healthy: probe is null);
        var probing = probe is null ? Task.FromResult(true) : ProbeAsync(probe, life.Token);
        try
        {
            var exitCode = await child.Exited.WaitAsync(cancellationToken);
            await life.CancelAsync();
            return (exitCode, await probing);
        }
        catch (OperationCanceledException)
        {
            await probing;
            await child.StopAsync();
            throw;
        }
        finally
        {
            Change(running: false, healthy: false);
        }
    }

    private async Task<bool> ProbeAsync(IHealthProbe health, CancellationToken cancellationToken)
    {
        var wasHealthy = false;
        try
        {
            while (true)
            {
                Change(running: true, await health.IsHealthyAsync(index, cancellationToken));
                wasHealthy |= IsHealthy;
                await Task.Delay(IsHealthy ? WhileHealthy : WhileStarting, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            return wasHealthy;
        }
    }

    private void Change(bool running, bool healthy)
    {
        if ((running, healthy) != (IsRunning, IsHealthy))
        {
            (IsRunning, IsHealthy) = (running, healthy);
            changed();
        }
    }
}
