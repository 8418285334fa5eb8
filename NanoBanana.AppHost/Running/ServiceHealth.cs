using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace NanoBanana.AppHost;

/// <summary>
/// Asks a service for its health. While nothing listens yet it goes on asking, because Aspire looks again only after one, two, three …
/// seconds: a start would wait for that.
/// </summary>
internal sealed class ServiceHealth(IHttpClientFactory clients, Func<string> address, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var client = clients.CreateClient(nameof(ServiceHealth));
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(address(), cancellationToken);
                return answer.IsSuccessStatusCode
                    ? HealthCheckResult.Healthy()
                    : new(context.Registration.FailureStatus, $"{address()} answers {(int)answer.StatusCode}.");
            }
            catch (HttpRequestException problem)
            {
                if (problem.InnerException is not SocketException { SocketErrorCode: SocketError.ConnectionRefused } ||
                    time.GetElapsedTime(start) > Patience)
                {
                    return new(context.Registration.FailureStatus, $"{address()} cannot be reached.", problem);
                }
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }
}

internal static class ServiceHealthExtensions
{
    /// <summary>The service is healthy when <c>/health</c> says so.</summary>
    public static IResourceBuilder<ProjectResource> WithServiceHealth(this IResourceBuilder<ProjectResource> service)
    {
        var name = $"{service.Resource.Name}_health";
        var endpoint = service.GetEndpoint("http");
        service.ApplicationBuilder.Services.AddHealthChecks().Add(new(
            name,
            services => new ServiceHealth(
                services.GetRequiredService<IHttpClientFactory>(),
                () => $"{endpoint.Url}/health",
                services.GetRequiredService<TimeProvider>()),
            HealthStatus.Unhealthy,
            tags: null));
        return service.WithHealthCheck(name);
    }
}
