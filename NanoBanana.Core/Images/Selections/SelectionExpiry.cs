using Microsoft.Extensions.Options;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Images.Selections;

/// <summary>
/// Deletes the mask of a selection when its time is over, unless an edit or a message refers to it or it is starred or tagged.
/// </summary>
internal sealed class SelectionExpiry(IDatabase database, ImageBin bin, PendingWork pending, IOptions<ImageOptions> options)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    /// <summary>Has the reconciler look at a mask; called before the mask is there, so that a crash leaves none behind.</summary>
    public Task ScheduleAsync(ImageId imageId) => pending.EnqueueAsync(WorkItem.Mask(imageId), options.Value.SelectionLifetime);

    /// <summary>
    /// Deletes a mask whose time is over, unless something refers to it. A starred or tagged one gets as much time again.
    /// </summary>
    /// <returns>False when it has been noted for later.</returns>
    public async Task<bool> ExpireAsync(ImageId imageId)
    {
        // The session is read first: whoever refers to the mask from then on changes it, and the deletion is refused.
        var sessionId = Id.SessionOf(imageId)!.Value;
        var seq = (long?)await database.HashGetAsync(Keys.Session(sessionId), "seq");
        if (seq is null
            || (string?)await database.HashGetAsync(Keys.ImageRows(sessionId), imageId.Value) is not { } row
            || await IsUsedAsync(sessionId, imageId))
        {
            return true;
        }

        var image = ImageStore.Read(row);
        if (image.Starred || image.Tags is { Count: > 0 })
        {
            await ScheduleAsync(imageId);
            return false;
        }

        switch (await bin.DeleteUnusedAsync(image, seq.Value))
        {
            case CommandStatus.Ok:
                return true;
            case CommandStatus.Unknown:
                await pending.EnqueueAsync(WorkItem.Mask(imageId), Again);
                return false;
            default:
                // The session is deleted, and may be restored.
                await ScheduleAsync(imageId);
                return false;
        }
    }

    private async Task<bool> IsUsedAsync(SessionId sessionId, ImageId imageId) =>
        await database.HashScanAsync(Keys.EditRows(sessionId)).AnyAsync(edit => EditRows.Read(edit.Value.Text()).Inputs().Contains(imageId))
        || await database.HashScanAsync(Keys.MessageRows(sessionId)).AnyAsync(
            message => MessageStore.Read(message.Value.Text()).ImageIds.Contains(imageId));
}
