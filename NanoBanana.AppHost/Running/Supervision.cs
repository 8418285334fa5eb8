using Microsoft.Extensions.DependencyInjection.Extensions;

namespace NanoBanana.AppHost;

internal static class Supervision
{
    /// <summary>Keeps the services and a local Redis running: a crash is followed by a new start.</summary>
    public static void SuperviseCrashes(this IDistributedApplicationBuilder builder)
    {
        if (!builder.ExecutionContext.IsRunMode)
        {
            return;
        }

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddWatcher<CrashSupervisor>();
        if (OperatingSystem.IsLinux() && !builder.IsUnderTest)
        {
            OrchestratorWatch.ReplaceMonitors();
            builder.Services.AddWatcher<OrchestratorWatch>();
        }

        if (OperatingSystem.IsLinux())
        {
            OrchestratorCertificate.AddTo(builder.Services);
        }
    }
}
