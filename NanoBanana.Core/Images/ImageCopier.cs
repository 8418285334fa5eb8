using System.Text;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Throttling;

namespace NanoBanana.Core.Images;

/// <summary>Copies pictures into other sessions. Their bytes are stored once; the copy has no lineage.</summary>
internal sealed class ImageCopier(
    ImageStore images, SessionStore sessions, ObjectReferences references, StorageQuota quota, TimeProvider time)
{
    /// <summary>Copies a picture that the user sees into a session that they edit; copying it again changes nothing.</summary>
    /// <param name="id">Of the copy.</param>
    /// <returns><see cref="CommandStatus.Unknown"/> when there is no such session for the user, or the picture is not ready.</returns>
    /// <exception cref="StorageFullException">The owner of the session keeps as much as they may.</exception>
    public async Task<CommandResult<ImageRow>> CopyAsync(
        UserId userId, ImageId imageId, ImageId id, SessionId sessionId, CancellationToken cancellationToken)
    {
        if (await images.FindAsync(userId, imageId) is not { } found)
        {
            return CommandStatus.Missing;
        }

        switch (await sessions.RoleAsync(userId, sessionId))
        {
            case null:
                return CommandStatus.Unknown;
            case Role.Viewer:
                return CommandStatus.Forbidden;
        }

        if (found.Image.Status != ImageStatus.Ready)
        {
            return CommandStatus.Unknown;
        }

        var source = found.Image;
        var copy = new ImageRow(
            id, sessionId, userId, ImageStatus.Processing, source.FileName, source.ContentType, source.Width, source.Height, source.Bytes,
            source.Sha256, null, null, null, null, time.GetUtcNow(), null);
        await using var bytes = await quota.TakeBytesAsync(sessionId, copy.StoredBytes);
        await using var text = await quota.TakeTextAsync(sessionId, Encoding.UTF8.GetByteCount(ImageStore.Write(copy)));
        await references.LookAfterAsync(copy.Sha256);
        await references.TakeAsync(copy.Sha256, id, cancellationToken);

        // Looked at again under the reference: from here on the bytes stay.
        if (await images.FindAsync(userId, imageId) is null)
        {
            await references.GiveBackAsync(copy.Sha256, id);
            return CommandStatus.Missing;
        }

        var added = await images.AddAsync(userId, copy);
        if (!added.IsOk)
        {
            await references.GiveBackAsync(copy.Sha256, id);
        }

        return added;
    }
}
