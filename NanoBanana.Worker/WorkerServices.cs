using NanoBanana.Core.Jobs;
using NanoBanana.Worker.Jobs;
using NanoBanana.Worker.Memory;
using NanoBanana.Worker.Sweeping;
using NanoBanana.Worker.Thumbnails;

namespace NanoBanana.Worker;

internal static class WorkerServices
{
    public static void AddWorker(this IServiceCollection services)
    {
        services.AddSingleton<IJobHandler, ThumbnailHandler>();
        services.AddSingleton<JobRunner>();
        services.AddHostedService<JobLoop>();
        services.AddHostedService<Sweeper>();
        services.AddHostedService<MemoryCeiling>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
    }
}
