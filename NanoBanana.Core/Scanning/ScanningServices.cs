using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Scanning;

internal static class ScanningServices
{
    /// <summary>
    /// The malware scanner that the configuration names, if any, and its health check; a service without one says so when it starts.
    /// </summary>
    public static IServiceCollection AddScanning(this IServiceCollection services)
    {
        services.AddOptions<ScanningOptions>()
            .BindConfiguration(ScanningOptions.Section)
            .Configure<IConfiguration>(ScanningOptions.ApplyAliases)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScanningOptions>, ScanningOptionsValidator>();
        services.AddSingleton<MalwareScanner>().AddSingleton<ScannerHealth>().AddHostedService<ScannerNotice>();
        services.AddHealthChecks().AddCheck<ScannerHealth>(ScannerHealth.Name, HealthStatus.Degraded);
        return services;
    }
}
