using NanoBanana.Contracts.Images;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images.Selections;
using NanoBanana.Core.Storage;
using NanoBanana.Imaging;

namespace NanoBanana.Core.Images;

/// <summary>
/// Takes a received file in: the bytes are referenced and stored, then the image is committed with its event and its job queued.
/// A crash between two steps leaves nothing half done to be seen: the reconciler removes bytes without an image.
/// </summary>
internal sealed class UploadService(
    ImageStore images, ObjectReferences references, SelectionExpiry selections, IObjectStore store, TimeProvider time)
{
    /// <param name="isSelection">Whether it is a mask that goes by itself when nothing refers to it.</param>
    public async Task<CommandResult<ImageRow>> AddAsync(
        UserId userId, SessionId sessionId, string own, TemporaryUpload file, ImageHeader header, bool isSelection,
        CancellationToken cancellationToken)
    {
        var image = new ImageRow(
            new(Id.InSession(own, sessionId)), sessionId, userId, ImageStatus.Processing, file.FileName, header.ContentType,
            header.Width, header.Height, file.Length, file.Sha256, null, null, null, null, time.GetUtcNow(), null);

        // At once, in this order; a reference that is lost counts for nothing, and nothing is stored before all is noted.
        await Task.WhenAll(
            references.LookAfterAsync(file.Sha256), references.TakeAsync(file.Sha256, image.Id, cancellationToken),
            isSelection ? selections.ScheduleAsync(image.Id) : Task.CompletedTask);
        await StoreAsync(file, header, cancellationToken);
        var added = await images.AddAsync(userId, image);
        if (!added.IsOk)
        {
            await references.GiveBackAsync(file.Sha256, image.Id);
        }

        return added;
    }

    private async Task StoreAsync(TemporaryUpload file, ImageHeader header, CancellationToken cancellationToken)
    {
        var key = ObjectKeys.Original(file.Sha256);
        if (!await store.ExistsAsync(key, cancellationToken))
        {
            await file.StoreAsync(key, header.ContentType, cancellationToken);
        }
    }
}
