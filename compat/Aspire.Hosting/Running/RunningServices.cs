using Aspire.Hosting.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Running;

internal static class RunningServices
{
    public static void AddRunning(this IServiceCollection services, bool isTest)
    {
        services.AddSingleton(s => new Fatal(s.GetRequiredService<IHostApplicationLifetime>(), isTest));
        services.AddSingleton<ConsoleLog>();
        services.AddSingleton<Watchdog>();
        services.AddSingleton<Telemetry>();
        services.AddSingleton<ProjectProgram>();
        services.AddSingleton<RedisProgram>();
        services.AddSingleton<LaunchPlan>();
        services.AddSingleton<Dependencies>();
        services.AddHostedService<Orchestrator>();

        // Every level of the stop may need its ten seconds.
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(1));
    }
}
