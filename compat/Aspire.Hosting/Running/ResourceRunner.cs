using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Running;

/// <summary>Takes one resource from waiting for others to running, and tells everybody its state.</summary>
internal sealed class ResourceRunner(
    IResource resource, LaunchPlan plan, Watchdog watchdog, ConsoleLog log,
    ResourceNotificationService notifications, Dependencies dependencies, Fatal fatal) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private Replica[] _replicas = [];
    private List<Forwarder> _forwarders = [];
    private Task _running = Task.CompletedTask;
    private bool _wasHealthy;

    public IResource Resource => resource;

    public void Start()
    {
        var probe = resource.Annotations.OfType<HealthProbeAnnotation>().LastOrDefault()?.Probe;
        _replicas = [.. Enumerable.Range(0, resource.GetReplicaCount())
            .Select(i => new Replica(resource, i, plan, probe, watchdog, log, Tell))];
        _forwarders = [.. resource.Endpoints()
            .Where(e => e.AllocatedPort is { } port && !e.ReplicaPorts.SequenceEqual([port]))
            .Select(e => new Forwarder(e.AllocatedPort!.Value, [.. e.ReplicaPorts.Select((p, i) => (p, IsUp(i)))]))];
        _forwarders.ForEach(f => f.Start());
        _running = RunAsync(_stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        foreach (var forwarder in _forwarders)
        {
            await forwarder.DisposeAsync();
        }

        _stopping.Dispose();
    }

    private Func<bool> IsUp(int replica) => () => _replicas[replica].IsHealthy;

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PublishAsync(KnownResourceStates.Waiting);
            await dependencies.WaitAsync(resource, cancellationToken);
            await PublishAsync(KnownResourceStates.Starting);
            var exitCodes = await Task.WhenAll(_replicas.Select(r => r.RunAsync(cancellationToken)));
            await PublishAsync(KnownResourceStates.Finished, exitCode: exitCodes.Max());
        }
        catch (OperationCanceledException)
        {
            await PublishAsync(KnownResourceStates.Exited);
        }
        catch (DistributedApplicationException problem)
        {
            await PublishAsync(KnownResourceStates.FailedToStart);
            fatal.End(problem.Message);
        }
        catch (Exception problem)
        {
            await PublishAsync(KnownResourceStates.FailedToStart);
            fatal.End($"'{resource.Name}' cannot be run: {problem.Message}");
        }
    }

    private void Tell()
    {
        lock (_lock)
        {
            var healthy = _replicas.All(r => r.IsHealthy);
            _ = PublishAsync(
                _replicas.Any(r => r.IsRunning) ? KnownResourceStates.Running : KnownResourceStates.Starting,
                healthy ? HealthStatus.Healthy : HealthStatus.Unhealthy);
            if (healthy && !_wasHealthy)
            {
                _wasHealthy = true;
                log.Say($"{resource.Name} is ready{Addresses()}");
            }
        }
    }

    private string Addresses()
    {
        var urls = resource.Endpoints().Select(e => $"{e.UriScheme}://localhost:{e.AllocatedPort}").ToArray();
        return urls.Length == 0 ? "" : " at " + string.Join(" ", urls) + (_replicas.Length > 1 ? $" ({_replicas.Length} replicas)" : "");
    }

    private Task PublishAsync(string state, HealthStatus? health = null, int? exitCode = null) =>
        notifications.PublishUpdateAsync(resource, last => last with { State = state, HealthStatus = health, ExitCode = exitCode });
}
