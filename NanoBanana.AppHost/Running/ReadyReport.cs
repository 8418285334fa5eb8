using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace NanoBanana.AppHost;

/// <summary>Says once that every service is healthy, and where.</summary>
internal sealed class ReadyReport(
    DistributedApplicationModel model, ResourceNotificationService notifications, IConfiguration settings, ConsoleLines console,
    IHostApplicationLifetime lifetime) : Watcher(lifetime)
{
    private static readonly string[] Order = ["web", "api", "worker"];

    protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        var services = model.Resources.OfType<ProjectResource>().OrderBy(service => Array.IndexOf(Order, service.Name)).ToArray();
        foreach (var service in services)
        {
            await notifications.WaitForResourceHealthyAsync(service.Name, WaitBehavior.WaitOnResourceUnavailable, cancellationToken);
        }

        var addresses = services.Select(service => $"{service.Name} {service.GetEndpoint("http").Url}");
        console.Write($"Ready: {string.Join(' ', addresses)} dashboard {settings.LoginAddress()} (Ctrl-C ends all)");
    }
}
