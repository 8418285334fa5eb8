using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        var resource = source.Resource;
        connectionName ??= resource.Name;
        return builder.WithEnvironment(async context =>
        {
            var text = await resource.GetConnectionStringAsync(context.CancellationToken);
            if (text is null)
            {
                if (optional)
                {
                    return;
                }

                throw new DistributedApplicationException($"There is no connection string for '{resource.Name}'.");
            }

            var variables = context.EnvironmentVariables;
            variables[resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName}"] = text;
            foreach (var (property, value) in resource.GetConnectionProperties())
            {
                variables[VariableName($"{connectionName}_{property}")] = value;
            }
        });
    }

    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment => builder.WithEnvironment(context =>
        {
            var resource = source.Resource;
            foreach (var endpoint in resource.Endpoints().Select(e => new EndpointReference(resource, e.Name)))
            {
                context.EnvironmentVariables[$"services__{resource.Name}__{endpoint.EndpointName}__0"] = endpoint;
                context.EnvironmentVariables[VariableName($"{resource.Name}_{endpoint.EndpointName}")] = endpoint;
            }
        });

    private static string VariableName(string name) => NotAlphanumeric().Replace(name, "_").ToUpperInvariant();

    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex NotAlphanumeric();
}
