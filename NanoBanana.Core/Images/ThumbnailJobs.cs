using Microsoft.Extensions.Options;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Images;

/// <summary>Queues the thumbnails of images that wait for one.</summary>
internal sealed class ThumbnailJobs(IDatabase database, JobQueue jobs, IOptions<JobOptions> options)
{
    public Task EnqueueAsync(ImageRow image) =>
        jobs.EnqueueAsync(new(image.Id, JobKinds.Thumbnail, image.AuthorId, image.SessionId, JobPriorities.Bulk));

    /// <summary>The user has as many waiting jobs as allowed.</summary>
    public async Task<bool> IsFullAsync(UserId userId) => await jobs.PendingAsync(userId) >= options.Value.PendingPerUser;

    public Task CancelAsync(ImageId imageId) => jobs.CancelAsync(imageId);

    /// <summary>Gives every image of the session that is still processing its job, should it have none.</summary>
    public async Task EnqueueMissingAsync(SessionId sessionId)
    {
        foreach (var id in await database.SetMembersAsync(Keys.Processing(sessionId)))
        {
            if ((string?)await database.HashGetAsync(Keys.ImageRows(sessionId), id) is { } row)
            {
                await EnqueueAsync(ImageStore.Read(row));
            }
        }
    }
}
