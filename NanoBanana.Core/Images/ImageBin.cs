using System.Globalization;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using StackExchange.Redis;

namespace NanoBanana.Core.Images;

/// <summary>
/// Deletes images, keeps them and their bytes for a while, and restores them or removes them for good. Their bytes count as stored until
/// then.
/// </summary>
internal sealed class ImageBin(
    IDatabase database, SessionStore sessions, SessionTransaction transaction, ImageStore images, ObjectReferences references,
    ThumbnailJobs jobs,
    EditCancellation edits, PendingWork pending, IOptions<ImageOptions> options, TimeProvider time)
{
    /// <summary>
    /// Deletes an image for who uploaded or made it, or for the owner. Open edits that use it are cancelled; what others came of or led
    /// to keeps a tombstone. While the store is full nothing can be restored, so that deleting makes room.
    /// </summary>
    /// <param name="permanently">Passes by the bin, or removes what is in it.</param>
    public async Task<CommandStatus> DeleteAsync(UserId userId, ImageId id, bool permanently)
    {
        if (await images.FindAsync(userId, id) is not { } found)
        {
            return permanently ? await EmptyAsync(userId, id) : CommandStatus.Missing;
        }

        var (image, role) = found;
        return MayChange(userId, image, role) ? await CommitAsync(image, userId, null, permanently) : CommandStatus.Forbidden;
    }

    /// <summary>Deletes an image that nothing refers to for good, for the system.</summary>
    /// <param name="seq">Of the session when that was found out.</param>
    /// <returns><see cref="CommandStatus.Unknown"/> when the session has changed since.</returns>
    public Task<CommandStatus> DeleteUnusedAsync(ImageRow image, long seq) => CommitAsync(image, null, seq, permanently: true);

    private async Task<CommandStatus> CommitAsync(ImageRow image, UserId? userId, long? seq, bool permanently)
    {
        // Not due before it is deleted: the reconciler would find nothing to do, and forget it.
        var (item, isStoreFull) = (WorkItem.Image(image.Id), references.IsStoreFull);
        await pending.EnqueueAsync(item, isStoreFull || permanently ? PendingWork.Grace : options.Value.RestoreWindow);
        var key = image.SessionId;
        var reply = await transaction.CommitAsync(ImageBinScripts.Delete, key, userId, Role.Editor,
            [
                Keys.Images(key), Keys.ImageRows(key), Keys.Processing(key), Keys.Fences(key), Keys.Tombstones(key), Keys.Parents(key),
                Keys.ImageBin(key), Keys.Binned(key),
            ],
            [
                image.Id.Value, !permanently, $$"""{"id":"{{image.Id}}"}""", ImageStore.Write(Tombstone.Of(image)),
                image.EditId is not null, seq?.ToString(CultureInfo.InvariantCulture) ?? "",
            ],
            afterCommit: () => Task.WhenAll(
                jobs.CancelAsync(image.Id), edits.AllAsync(key, image.Id),
                isStoreFull ? pending.EnqueueAsync(item, TimeSpan.Zero) : Task.CompletedTask));
        if (reply.IsOk && permanently)
        {
            await PurgeAsync(image.Id);
        }

        return reply.Status;
    }

    /// <summary>Undoes a deletion while that can be done; restoring again changes nothing.</summary>
    public async Task<CommandResult<ImageRow>> RestoreAsync(UserId userId, ImageId id)
    {
        if (Id.SessionOf(id) is not { } key || await sessions.RoleAsync(userId, key) is not { } role)
        {
            return CommandStatus.Missing;
        }

        if (await FindAsync(key, id) is not { } kept)
        {
            return await images.FindAsync(userId, id) is { } there ? there.Image : CommandStatus.Missing;
        }

        if (!MayChange(userId, kept.Image, role))
        {
            return CommandStatus.Forbidden;
        }

        var reply = await transaction.CommitAsync(ImageBinScripts.Restore, key, userId, Role.Editor,
            [
                Keys.Images(key), Keys.ImageRows(key), Keys.Processing(key), Keys.Tombstones(key), Keys.Parents(key), Keys.ImageBin(key),
                Keys.Binned(key),
            ],
            [id.Value, (time.GetUtcNow() - options.Value.RestoreWindow).ToUnixTimeMilliseconds()],
            afterCommit: () => kept.Image.Status == ImageStatus.Processing ? ContinueAsync(kept.Image) : Task.CompletedTask);
        return reply.Read(ImageStore.Read);
    }

    /// <summary>Queues the thumbnail; the reconciler queues it again, should a worker only now let go of the cancelled job.</summary>
    private async Task ContinueAsync(ImageRow image)
    {
        await jobs.EnqueueAsync(image);
        await pending.EnqueueAsync(WorkItem.Session(image.SessionId), 2 * PendingWork.Grace);
    }

    /// <summary>Removes a deleted image for good once its time has come, and gives back its bytes.</summary>
    /// <returns>False when it has been noted for later.</returns>
    public async Task<bool> PurgeAsync(ImageId id)
    {
        if (Id.SessionOf(id) is not { } key || await FindAsync(key, id) is not { } kept)
        {
            return true;
        }

        // While its session is deleted it waits for what becomes of that.
        var window = options.Value.RestoreWindow;
        var left = kept.DeletedAt + window - time.GetUtcNow();
        await references.LookAfterAsync(kept.Image.Sha256);
        if ((left > TimeSpan.Zero && !references.IsStoreFull) || !await RemoveAsync(kept, null))
        {
            await pending.EnqueueAsync(WorkItem.Image(id), left > TimeSpan.Zero ? left : window);
            return false;
        }

        return true;
    }

    /// <summary>Removes what is in the bin for good, for who may restore it.</summary>
    private async Task<CommandStatus> EmptyAsync(UserId userId, ImageId id)
    {
        if (Id.SessionOf(id) is not { } key || await sessions.RoleAsync(userId, key) is not { } role
            || await FindAsync(key, id) is not { } kept)
        {
            return CommandStatus.Missing;
        }

        if (!MayChange(userId, kept.Image, role))
        {
            return CommandStatus.Forbidden;
        }

        await references.LookAfterAsync(kept.Image.Sha256);
        return await RemoveAsync(kept, userId) ? CommandStatus.Ok : CommandStatus.Missing;
    }

    private async Task<bool> RemoveAsync(BinnedImage kept, UserId? userId)
    {
        var (key, image) = (kept.Image.SessionId, kept.Image);
        var reply = await transaction.CommitAsync(
            ImageBinScripts.Purge, key, userId, Role.Editor,
            [Keys.ImageBin(key), Keys.Binned(key), Keys.Pins(key), Keys.PinOrder(key)],
            [image.Id.Value, kept.DeletedAt.ToUnixTimeMilliseconds(), image.StoredBytes],
            afterCommit: () => references.GiveBackAsync(image.Sha256, image.Id));
        return reply.IsOk;
    }

    /// <summary>An image in the bin that the user may restore.</summary>
    public async Task<ImageRow?> FindForAsync(UserId userId, ImageId id) =>
        Id.SessionOf(id) is { } key && await sessions.RoleAsync(userId, key) is { } role && await FindAsync(key, id) is { } kept
            && kept.DeletedAt + options.Value.RestoreWindow > time.GetUtcNow() && MayChange(userId, kept.Image, role)
            ? kept.Image : null;

    private async Task<BinnedImage?> FindAsync(SessionId sessionId, ImageId id) =>
        (string?)await database.HashGetAsync(Keys.ImageBin(sessionId), id.Value) is { } kept ? Read(kept) : null;

    /// <summary>Reads an entry of the bin.</summary>
    public static BinnedImage Read(string kept)
    {
        var colon = kept.IndexOf(':');
        var at = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(kept.AsSpan(0, colon), CultureInfo.InvariantCulture));
        return new(at, ImageStore.Read(kept[(colon + 1)..]) with { DeletedAt = at });
    }

    /// <summary>Whether somebody may delete an image, and restore it.</summary>
    public static bool MayChange(UserId userId, ImageRow image, Role role) =>
        role == Role.Owner || (role == Role.Editor && image.AuthorId == userId);
}

/// <summary>An image in the bin.</summary>
internal readonly record struct BinnedImage(DateTimeOffset DeletedAt, ImageRow Image);
