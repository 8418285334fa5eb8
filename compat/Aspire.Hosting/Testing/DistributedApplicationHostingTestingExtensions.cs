using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Testing;

public static class DistributedApplicationHostingTestingExtensions
{
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        new() { BaseAddress = app.GetEndpoint(resourceName, endpointName) };

    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        var resource = Find(app, resourceName) as IResourceWithEndpoints
            ?? throw new ArgumentException($"'{resourceName}' has no endpoints.", nameof(resourceName));
        string[] names = endpointName is null ? ["http", "https"] : [endpointName];
        var endpoint = names.Select(name => new EndpointReference(resource, name)).FirstOrDefault(e => e.Exists)
            ?? throw new ArgumentException($"'{resourceName}' has no endpoint '{names[0]}'.", nameof(endpointName));
        return new Uri(endpoint.Url);
    }

    public static ValueTask<string?> GetConnectionStringAsync(
        this DistributedApplication app, string resourceName, CancellationToken cancellationToken = default) =>
        Find(app, resourceName) is IResourceWithConnectionString resource
            ? resource.GetConnectionStringAsync(cancellationToken)
            : throw new ArgumentException($"'{resourceName}' has no connection string.", nameof(resourceName));

    private static IResource Find(DistributedApplication app, string name) =>
        app.Services.GetRequiredService<IDistributedApplicationBuilder>().Resources
            .SingleOrDefault(r => string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no resource '{name}'.", nameof(name));
}
