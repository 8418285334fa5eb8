using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace NanoBanana.AppHost;

/// <summary>Watches the resources from the first start of one of them until the AppHost is asked to end.</summary>
internal abstract class Watcher(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected abstract Task WatchAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            await WatchAsync(ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The AppHost ends.
        }
    }
}

internal static class Watchers
{
    /// <summary>Adds a watcher before Aspire's own services: those wait until every resource is healthy, which may be never.</summary>
    public static void AddWatcher<T>(this IServiceCollection services)
        where T : Watcher =>
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, T>());
}
