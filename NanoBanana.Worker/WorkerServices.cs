using NanoBanana.Core.Jobs;
using NanoBanana.Worker.Edits;
using NanoBanana.Worker.Gauges;
using NanoBanana.Worker.Jobs;
using NanoBanana.Worker.Memory;
using NanoBanana.Worker.Reconciliation;
using NanoBanana.Worker.Selections;
using NanoBanana.Worker.Thumbnails;

namespace NanoBanana.Worker;

internal static class WorkerServices
{
    public static void AddWorker(this IServiceCollection services)
    {
        services.AddSingleton<IJobHandler, ThumbnailHandler>();
        services.AddSingleton<IJobHandler, PreviewHandler>();
        services.AddSingleton<IJobHandler, SelectionHandler>();
        services.AddSingleton<ThumbnailGenerator>();
        services.AddEditHandler();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<PoisonJobGate>();
        services.AddJobLoop(JobLane.Edits);
        services.AddJobLoop(JobLane.Thumbnails);
        services.AddJobLoop(JobLane.Remote);
        services.AddHostedService<QueueGauges>();
        services.AddHostedService<RedisGauges>();
        services.AddHostedService<Reconciler>();
        services.AddHostedService<MemoryCeiling>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
    }

    private static void AddJobLoop(this IServiceCollection services, JobLane lane) =>
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<JobLoop>(provider, lane));
}
