using System.Globalization;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Throttling;
using StackExchange.Redis;

namespace NanoBanana.Core.Images;

/// <summary>Deletes images, keeps them and their bytes for a while, and restores them or removes them for good.</summary>
internal sealed class ImageBin(
    IDatabase database, SessionStore sessions, SessionTransaction transaction, ImageStore images, ObjectReferences references, ThumbnailJobs jobs,
    EditCancellation edits, PendingWork pending, StorageQuota quota, IOptions<ImageOptions> options, TimeProvider time)
{
    /// <summary>
    /// KEYS: order, rows, processing, fences, tombstones, parents, bin. ARGV: id, bytes, data of the event, tombstone, 1 for a result,
    /// the session's seq that it must still have, or nothing.
    /// </summary>
    private static readonly SessionScript DeleteScript = new(PictureCount.Lua + """
        local order, rows, processing, fences, tombstones, parents, bin = K[1], K[2], K[3], K[4], K[5], K[6], K[7]
        local tombstone, isMade, seq = A[4], A[5] == '1', A[6]
        if seq ~= '' and redis.call('HGET', session, 'seq') ~= seq then return {'unknown'} end
        local data = redis.call('HGET', rows, A[1])
        if not drop(rows, A[1]) then return {'missing'} end
        put(bin, A[1], now .. ':' .. data)
        if redis.call('SREM', parents, A[1]) == 1 or isMade then put(tombstones, A[1], tombstone) end
        redis.call('ZREM', order, A[1])
        redis.call('SREM', processing, A[1])
        redis.call('HDEL', fences, A[1])
        uncounted(A[1], data, order, rows)
        redis.call('HINCRBY', session, 'bytes', -A[2])
        touch()
        emit('image.deleted', A[3])
        return {'ok'}
        """);

    /// <summary>
    /// KEYS: order, rows, processing, tombstones, parents, bin. ARGV: id, since when it may have been deleted, bytes. Answers with the row.
    /// </summary>
    private static readonly SessionScript RestoreScript = new(PictureCount.Lua + """
        local order, rows, processing, tombstones, parents, bin = K[1], K[2], K[3], K[4], K[5], K[6]
        local at, data = string.match(redis.call('HGET', bin, A[1]) or '', '^(%d+):(.*)$')
        if not at or tonumber(at) < tonumber(A[2]) then return {'missing'} end
        drop(bin, A[1])
        if drop(tombstones, A[1]) then redis.call('SADD', parents, A[1]) end
        put(rows, A[1], data)
        redis.call('ZADD', order, 0, A[1])
        if cjson.decode(data).status == 'processing' then redis.call('SADD', processing, A[1]) end
        counted(A[1], data)
        redis.call('HINCRBY', session, 'bytes', A[3])
        touch()
        emit('image.created', data)
        return {'ok', data}
        """);

    private static readonly SessionScript PurgeScript = new("""
        drop(K[1], A[1])
        return {'ok'}
        """);

    /// <summary>
    /// Deletes an image for who uploaded or made it, or for the owner. Open edits that use it are cancelled; what others came of or led
    /// to keeps a tombstone. While the store is full nothing can be restored, so that deleting makes room.
    /// </summary>
    public async Task<CommandResult> DeleteAsync(string userId, string id)
    {
        if (await images.FindAsync(userId, id) is not { } found)
        {
            return CommandResult.Missing;
        }

        var (image, role) = found;
        if (!MayChange(userId, image, role))
        {
            return CommandResult.Forbidden;
        }

        return await CommitAsync(image, userId, null);
    }

    /// <summary>Deletes an image that nothing refers to, for the system.</summary>
    /// <param name="seq">Of the session when that was found out.</param>
    /// <returns><see cref="CommandResult.Unknown"/> when the session has changed since.</returns>
    public Task<CommandResult> DeleteUnusedAsync(ImageRow image, long seq) => CommitAsync(image, null, seq);

    private async Task<CommandResult> CommitAsync(ImageRow image, string? userId, long? seq)
    {
        // Not due before it is deleted: the reconciler would find nothing to do, and forget it.
        var (item, isStoreFull) = (WorkItem.Image(image.Id), references.IsStoreFull);
        await pending.EnqueueAsync(item, isStoreFull ? PendingWork.Grace : options.Value.RestoreWindow);
        var key = image.SessionId;
        var (outcome, _) = await transaction.CommitAsync(DeleteScript, key, userId, Role.Editor,
            [
                Keys.Images(key), Keys.ImageRows(key), Keys.Processing(key), Keys.Fences(key), Keys.Tombstones(key), Keys.Parents(key),
                Keys.ImageBin(key),
            ],
            [
                image.Id, image.StoredBytes, $$"""{"id":"{{image.Id}}"}""", ImageStore.Write(Tombstone.Of(image)), image.EditId is not null,
                seq?.ToString(CultureInfo.InvariantCulture) ?? "",
            ],
            afterCommit: () => Task.WhenAll(
                jobs.CancelAsync(image.Id), edits.AllAsync(key, image.Id),
                isStoreFull ? pending.EnqueueAsync(item, TimeSpan.Zero) : Task.CompletedTask));
        return outcome;
    }

    /// <summary>Undoes a deletion while that can be done; restoring again changes nothing.</summary>
    /// <exception cref="StorageFullException">Meanwhile the owner has no room for it.</exception>
    public async Task<(CommandResult Outcome, ImageRow? Image)> RestoreAsync(string userId, string id)
    {
        if (Id.SessionOf(id) is not { } key || await sessions.RoleAsync(userId, key) is not { } role)
        {
            return (CommandResult.Missing, null);
        }

        if (await FindAsync(key, id) is not { } kept)
        {
            return await images.FindAsync(userId, id) is { } there ? (CommandResult.Ok, there.Image) : (CommandResult.Missing, null);
        }

        if (!MayChange(userId, kept.Image, role))
        {
            return (CommandResult.Forbidden, null);
        }

        await using var place = await quota.TakeBytesAsync(key, kept.Image.StoredBytes);
        var (outcome, answer) = await transaction.CommitAsync(RestoreScript, key, userId, Role.Editor,
            [Keys.Images(key), Keys.ImageRows(key), Keys.Processing(key), Keys.Tombstones(key), Keys.Parents(key), Keys.ImageBin(key)],
            [id, (time.GetUtcNow() - options.Value.RestoreWindow).ToUnixTimeMilliseconds(), kept.Image.StoredBytes],
            afterCommit: () => kept.Image.Status == ImageStatus.Processing ? ContinueAsync(kept.Image) : Task.CompletedTask);
        return (outcome, outcome == CommandResult.Ok ? ImageStore.Read(answer[1].Text()) : null);
    }

    /// <summary>Queues the thumbnail; the reconciler queues it again, should a worker only now let go of the cancelled job.</summary>
    private async Task ContinueAsync(ImageRow image)
    {
        await jobs.EnqueueAsync(image);
        await pending.EnqueueAsync(WorkItem.Session(image.SessionId), 2 * PendingWork.Grace);
    }

    /// <summary>Removes a deleted image for good once its time has come, and gives back its bytes.</summary>
    /// <returns>False when it has been noted for later.</returns>
    public async Task<bool> PurgeAsync(string id)
    {
        if (Id.SessionOf(id) is not { } key || await FindAsync(key, id) is not { } kept)
        {
            return true;
        }

        // While its session is deleted it waits for what becomes of that.
        var window = options.Value.RestoreWindow;
        var left = kept.DeletedAt + window - time.GetUtcNow();
        await references.LookAfterAsync(kept.Image.Sha256);
        if ((left > TimeSpan.Zero && !references.IsStoreFull)
            || (await transaction.CommitWithoutFanOutAsync(PurgeScript, key, [Keys.ImageBin(key)], id)).Outcome != CommandResult.Ok)
        {
            await pending.EnqueueAsync(WorkItem.Image(id), left > TimeSpan.Zero ? left : window);
            return false;
        }

        await references.GiveBackAsync(kept.Image.Sha256, id);
        return true;
    }

    private async Task<(DateTimeOffset DeletedAt, ImageRow Image)?> FindAsync(string sessionId, string id) =>
        (string?)await database.HashGetAsync(Keys.ImageBin(sessionId), id) is { } kept ? Read(kept) : null;

    /// <summary>Reads an entry of the bin.</summary>
    public static (DateTimeOffset DeletedAt, ImageRow Image) Read(string kept)
    {
        var colon = kept.IndexOf(':');
        return (DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(kept.AsSpan(0, colon))), ImageStore.Read(kept[(colon + 1)..]));
    }

    private static bool MayChange(string userId, ImageRow image, Role role) =>
        role == Role.Owner || (role == Role.Editor && image.AuthorId == userId);
}
