using Microsoft.Extensions.Options;
using NanoBanana.Contracts;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Storage;
using StackExchange.Redis;

namespace NanoBanana.Core.Images.Resumable;

/// <summary>
/// Uploads that come in parts. Each part is an object in the store before its end becomes the offset, so that any replica can go on where
/// another one was killed. What is not finished in time is removed by the reconciler.
/// </summary>
internal sealed class ResumableUploads(
    IDatabase database, IObjectStore store, PendingWork pending, IOptions<ImageOptions> options, TimeProvider time)
{
    private const string ContentType = "application/octet-stream";

    private static readonly RedisScript CreateScript = RedisScript.Load("uploads/create");
    private static readonly RedisScript AnnounceScript = RedisScript.Load("uploads/announce");
    private static readonly RedisScript AddScript = RedisScript.Load("uploads/add");
    private static readonly RedisScript FinishScript = RedisScript.Load("uploads/finish");

    /// <returns>Null when the user has as many unfinished uploads as they may.</returns>
    public async Task<ResumableUpload?> CreateAsync(UserId userId, string id, string own, SessionId sessionId, string fileName, long length)
    {
        var (now, expires) = (time.GetUtcNow(), Expiry);
        await pending.EnqueueAsync(WorkItem.Upload(userId, id), options.Value.UploadLifetime);
        var created = await CreateScript.EvaluateAsync(
            database, [Keys.ResumableUpload(userId, id), Keys.ResumableUploads(userId)],
            id, now.ToUnixTimeMilliseconds(), expires.ToUnixTimeMilliseconds(), Limits.ResumableUploadsMax,
            "own", own, "sessionId", sessionId.Value, "fileName", fileName, "length", length, "offset", 0);
        return (long)created == 0 ? null : await FindAsync(userId, id);
    }

    /// <summary>Null when there is none of the user's, or its time is over.</summary>
    public async Task<ResumableUpload?> FindAsync(UserId userId, string id) =>
        await ReadAsync(userId, id) is { } upload && upload.ExpiresAt > time.GetUtcNow() ? upload : null;

    /// <summary>Adds what comes next.</summary>
    /// <returns>The upload with it; null when another request was faster, or the upload is gone.</returns>
    public async Task<ResumableUpload?> AddAsync(ResumableUpload upload, ReadOnlyMemory<byte> part, CancellationToken cancellationToken)
    {
        var key = $"parts/{upload.Id}/{Guid.CreateVersion7():N}";
        RedisKey[] keys = [Keys.ResumableUpload(upload.UserId, upload.Id), Keys.ResumableUploads(upload.UserId)];
        if ((long)await AnnounceScript.EvaluateAsync(database, keys[..1], key) == 0)
        {
            return null;
        }

        await store.WriteAsync(key, part.ToArray(), ContentType, cancellationToken);
        var expires = Expiry;
        var added = await AddScript.EvaluateAsync(
            database, keys, upload.Id, upload.Offset, upload.Offset + part.Length, key, expires.ToUnixTimeMilliseconds());
        if ((long)added == 0)
        {
            await store.DeleteAsync(key, cancellationToken);
            return null;
        }

        return upload with
        {
            Offset = upload.Offset + part.Length,
            ExpiresAt = expires,
            Parts = new Dictionary<long, string>(upload.Parts) { [upload.Offset] = key },
        };
    }

    /// <summary>Writes all that has come.</summary>
    /// <exception cref="FileNotFoundException">A part is gone.</exception>
    public async Task CopyToAsync(ResumableUpload upload, TemporaryUpload file, CancellationToken cancellationToken)
    {
        foreach (var (_, key) in upload.Parts.OrderBy(part => part.Key))
        {
            await file.WriteAsync(await store.ReadAsync(key, cancellationToken), cancellationToken);
        }
    }

    /// <summary>All has come, and is an image: the parts go, and until its time is over the upload tells of the image.</summary>
    public async Task FinishAsync(ResumableUpload upload, ImageId imageId)
    {
        await FinishScript.EvaluateAsync(
            database, [Keys.ResumableUpload(upload.UserId, upload.Id), Keys.ResumableUploads(upload.UserId)], upload.Id, upload.Length,
            imageId.Value);
        await RemovePartsAsync(upload.UserId, upload.Id);
    }

    /// <summary>Removes an upload with all that has come of it.</summary>
    public async Task DeleteAsync(UserId userId, string id)
    {
        await RemovePartsAsync(userId, id);
        await database.KeyDeleteAsync(Keys.ResumableUpload(userId, id));
        await database.SortedSetRemoveAsync(Keys.ResumableUploads(userId), id);
    }

    /// <summary>Removes an upload whose time is over.</summary>
    /// <returns>False when it has been noted for later.</returns>
    public async Task<bool> ExpireAsync(string userAndId)
    {
        var (userId, id) = (new UserId(userAndId[..userAndId.IndexOf(':')]), userAndId[(userAndId.IndexOf(':') + 1)..]);
        if (await FindAsync(userId, id) is { } open)
        {
            await pending.EnqueueAsync(WorkItem.Upload(userId, id), open.ExpiresAt - time.GetUtcNow() + PendingWork.Grace);
            return false;
        }

        await DeleteAsync(userId, id);
        return true;
    }

    /// <summary>Removes all uploads of a user.</summary>
    public async Task EraseAsync(UserId userId)
    {
        foreach (var id in await database.SortedSetRangeByRankAsync(Keys.ResumableUploads(userId)))
        {
            await DeleteAsync(userId, id.Text());
        }
    }

    private DateTimeOffset Expiry => time.GetUtcNow() + options.Value.UploadLifetime;

    private async Task<ResumableUpload?> ReadAsync(UserId userId, string id) =>
        ResumableUpload.From(userId, id, (await database.HashGetAllAsync(Keys.ResumableUpload(userId, id))).Fields());

    private async Task RemovePartsAsync(UserId userId, string id)
    {
        const string Prefix = "object:";
        foreach (var field in await database.HashKeysAsync(Keys.ResumableUpload(userId, id)))
        {
            if (field.Text() is var name && name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                await store.DeleteAsync(name[Prefix.Length..], CancellationToken.None);
            }
        }
    }
}
