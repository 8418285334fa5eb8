using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Jobs;

namespace NanoBanana.Core.Images;

/// <summary>Queues previews and display files, one job for all who ask for the same one.</summary>
internal sealed class PreviewJobs(JobQueue jobs, IOptions<JobOptions> options)
{
    private const string Preview = "preview-";
    private const string Display = "display-";

    /// <param name="variant">A preview or a display file.</param>
    /// <param name="userId">Who waits for it: before their own thumbnails, and in turn with other users.</param>
    public Task<Enqueued> EnqueueAsync(ImageRow image, ImageVariant variant, UserId userId) => jobs.EnqueueAsync(
        new(IdOf(image, variant), JobKinds.Preview, userId, image.SessionId, JobPriorities.Bulk) { IsUrgent = true },
        options.Value.PendingPerUser);

    public Task<bool> IsOpenAsync(ImageRow image, ImageVariant variant) => jobs.IsOpenAsync(IdOf(image, variant));

    /// <summary>The channel that speaks when its job is done or given up.</summary>
    public static string EndChannel(ImageRow image, ImageVariant variant) => JobKeys.EndChannelPrefix + IdOf(image, variant);

    public static bool IsDisplay(Job job) => job.Id.StartsWith(Display, StringComparison.Ordinal);

    /// <summary>Of the original. Both prefixes have the same length.</summary>
    public static string Sha256Of(Job job) => job.Id[Preview.Length..];

    private static string IdOf(ImageRow image, ImageVariant variant) =>
        (variant == ImageVariant.Display ? Display : Preview) + image.Sha256;
}
