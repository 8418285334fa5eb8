using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Storage;

internal static class StorageServices
{
    /// <summary>The object store that the configuration names, and its health check.</summary>
    public static IServiceCollection AddObjectStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>()
            .BindConfiguration(StorageOptions.Section)
            .Configure<IConfiguration>(StorageAliases.Apply)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddSingleton<StorageMetrics>();
        services.AddSingleton<IObjectStore>(provider => new MeteredObjectStore(
            Create(provider.GetRequiredService<IOptions<StorageOptions>>().Value, provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<StorageMetrics>()));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ObjectStoreHealth>();
        services.AddHealthChecks().AddCheck<ObjectStoreHealth>(ObjectStoreHealth.Name);
        return services;
    }

    private static IObjectStore Create(StorageOptions options, TimeProvider time) => options.Type == StorageOptions.Local
        ? new FileObjectStore(options, time)
        : new S3ObjectStore(S3Configuration.CreateClient(options), options);
}
