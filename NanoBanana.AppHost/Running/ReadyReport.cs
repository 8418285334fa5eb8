using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace NanoBanana.AppHost;

/// <summary>Says once that every service is healthy, and where.</summary>
internal sealed class ReadyReport(
    DistributedApplicationModel model, ResourceNotificationService notifications, IConfiguration settings, ConsoleLines console)
    : BackgroundService
{
    private static readonly string[] Order = ["web", "api", "worker"];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var services = model.Resources.OfType<ProjectResource>().OrderBy(service => Array.IndexOf(Order, service.Name)).ToArray();
        try
        {
            foreach (var service in services)
            {
                await notifications.WaitForResourceHealthyAsync(service.Name, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        var addresses = services.Select(service => $"{service.Name} {service.GetEndpoint("http").Url}");
        console.Write($"Ready: {string.Join(' ', addresses)} dashboard {settings.LoginAddress()} (Ctrl-C ends all)");
    }
}
