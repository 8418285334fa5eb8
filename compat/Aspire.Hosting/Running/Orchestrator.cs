using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Running;

/// <summary>Starts every resource as soon as what it waits for is there, and stops them in the opposite order.</summary>
internal sealed class Orchestrator(
    IDistributedApplicationBuilder builder, IConfiguration configuration, LaunchPlan plan, Watchdog watchdog, ConsoleLog log,
    ResourceNotificationService notifications, Dependencies dependencies, Fatal fatal, TemporaryData temporaryData) : IHostedService, IAsyncDisposable
{
    private readonly List<ResourceRunner> _runners = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            throw new DistributedApplicationException("Publishing needs the Aspire packages, which this build is without.");
        }

        var allocator = new EndpointAllocator(configuration);
        IResource[] programs = [.. builder.Resources.Where(r => r is IComputeResource)];
        foreach (var resource in programs)
        {
            allocator.Allocate(resource);
        }

        log.Expect(programs.Select(r => r.GetReplicaCount() > 1 ? $"{r.Name}-0" : r.Name));
        await ReadValuesAsync(builder.Resources.Except(programs), cancellationToken);
        foreach (var resource in programs)
        {
            var runner = new ResourceRunner(resource, plan, watchdog, log, notifications, dependencies, fatal);
            _runners.Add(runner);
            runner.Start();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var level in _runners.GroupBy(r => Dependencies.Depth(r.Resource)).OrderByDescending(level => level.Key))
        {
            await Task.WhenAll(level.Select(runner => runner.DisposeAsync().AsTask()));
        }

        _runners.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        temporaryData.Delete();
    }

    // A missing value is told before anything starts.
    private async Task ReadValuesAsync(IEnumerable<IResource> values, CancellationToken cancellationToken)
    {
        foreach (var resource in values)
        {
            if (resource is IValueProvider value)
            {
                await value.GetValueAsync(cancellationToken);
            }

            await notifications.PublishUpdateAsync(
                resource, last => last with { State = KnownResourceStates.Running, HealthStatus = HealthStatus.Healthy });
        }
    }
}
