using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The last state of every resource, and waiting for a state.</summary>
public sealed class ResourceNotificationService
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceEvent> _last = new(StringComparer.OrdinalIgnoreCase);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            var before = _last.GetValueOrDefault(resource.Name)?.Snapshot ?? new CustomResourceSnapshot();
            _last[resource.Name] = new ResourceEvent(resource, resource.Name, stateFactory(before));
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
        return Task.CompletedTask;
    }

    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            ResourceEvent? last;
            Task changed;
            lock (_lock)
            {
                last = _last.GetValueOrDefault(resourceName);
                changed = _changed.Task;
            }

            if (last is not null && predicate(last))
            {
                return last;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    public Task WaitForResourceAsync(
        string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    public async Task<string> WaitForResourceAsync(
        string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        string[] states = [.. targetStates];
        var seen = await WaitForResourceAsync(
            resourceName, e => e.Snapshot.State is { } state && states.Contains(state.Text), cancellationToken);
        return seen.Snapshot.State!.Text;
    }

    public Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, WaitBehavior.StopOnResourceUnavailable, cancellationToken);

    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var seen = await WaitForResourceAsync(
            resourceName,
            e => IsHealthy(e) || (waitBehavior is WaitBehavior.StopOnResourceUnavailable && IsGone(e)),
            cancellationToken);
        return IsHealthy(seen) ? seen : throw new DistributedApplicationException($"'{resourceName}' failed to start.");
    }

    private static bool IsHealthy(ResourceEvent e) => e.Snapshot.HealthStatus is HealthStatus.Healthy;

    private static bool IsGone(ResourceEvent e) =>
        e.Snapshot.State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text);
}
