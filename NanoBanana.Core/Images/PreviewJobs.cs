using Microsoft.Extensions.Options;
using NanoBanana.Core.Jobs;

namespace NanoBanana.Core.Images;

/// <summary>Queues previews, one job for all who ask for the same picture.</summary>
internal sealed class PreviewJobs(JobQueue jobs, IOptions<JobOptions> options)
{
    private const string Prefix = "preview-";

    /// <param name="userId">Who waits for it: before their own thumbnails, and in turn with other users.</param>
    public Task<Enqueued> EnqueueAsync(ImageRow image, string userId) => jobs.EnqueueAsync(
        new(IdOf(image.Sha256), JobKinds.Preview, userId, image.SessionId, JobPriorities.Bulk) { IsUrgent = true }, options.Value.PendingPerUser);

    public Task<bool> IsOpenAsync(ImageRow image) => jobs.IsOpenAsync(IdOf(image.Sha256));

    /// <summary>The channel that speaks when its job is done or given up.</summary>
    public static string EndChannel(ImageRow image) => JobKeys.EndChannelPrefix + IdOf(image.Sha256);

    public static string Sha256Of(Job job) => job.Id[Prefix.Length..];

    private static string IdOf(string sha256) => Prefix + sha256;
}
