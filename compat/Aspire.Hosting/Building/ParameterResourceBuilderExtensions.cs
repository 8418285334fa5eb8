using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

public static class ParameterResourceBuilderExtensions
{
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddParameter(name, () => Configured(builder, name) ?? throw Missing(name, $"Parameters:{name}"), secret: secret);

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, _ => valueGetter(), secret));

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false) =>
        builder.AddParameter(
            name,
            () => Configured(builder, name) ?? (persist ? new KeptSecret(builder, name).GetOrCreate(value) : value.GetDefaultValue()),
            secret: secret);

    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(
        this IDistributedApplicationBuilder builder, string name, string configurationKey, bool secret = false) =>
        builder.AddParameter(name, () => Filled(builder, configurationKey) ?? throw Missing(name, configurationKey), secret: secret);

    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null) =>
        builder.AddResource(new ConfiguredConnectionString(name, environmentVariableName, () =>
            builder.Configuration.GetConnectionString(name) ?? throw Missing(name, $"ConnectionStrings:{name}")));

    private static string? Configured(IDistributedApplicationBuilder builder, string name) =>
        Filled(builder, $"Parameters:{name}") ?? Filled(builder, $"Parameters:{name.Replace('-', '_')}");

    private static string? Filled(IDistributedApplicationBuilder builder, string key) =>
        builder.Configuration[key] is { Length: > 0 } value ? value : null;

    private static DistributedApplicationException Missing(string name, string key) =>
        new($"'{name}' has no value; set the configuration key {key}.");
}
