using NanoBanana.Core.Images;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Storage;

namespace NanoBanana.Core.Backups;

/// <summary>
/// Brings a backup back. All of it is checked before anything is changed; objects come first, so that no row names one that is missing; and
/// what was written is read again. Should it be interrupted, it can be repeated.
/// </summary>
internal sealed class BackupRestorer(RedisContents redis, PendingWork pending, IObjectStore store, TimeProvider time)
{
    /// <param name="path">The folder of the backup.</param>
    /// <param name="replace">Whether what the system holds now may be lost.</param>
    /// <exception cref="BackupException">Nothing was restored, or not all; the message says why.</exception>
    public async Task<BackupManifest> RestoreAsync(string path, bool replace, CancellationToken cancellationToken)
    {
        var folder = new BackupFolder(path, time);
        var (manifest, objects) = await folder.OpenAsync(cancellationToken);
        if (await redis.IsInUseAsync())
        {
            throw new BackupException("The API, a worker or the web app still runs. Stop them all first: they remember what they read.");
        }

        if (!replace && await redis.HasDataAsync())
        {
            throw new BackupException(
                "There are accounts or pictures here already. Restore into an empty system, or lose them with --replace.");
        }

        foreach (var entry in objects)
        {
            await using var content = (await folder.Objects.OpenAsync(entry.Key, cancellationToken))!;
            await store.PutAsync(entry.Key, content, ObjectKeys.ContentTypeOf(entry.Key), cancellationToken);
        }

        var former = await redis.KeysAsync().Select(Keys.HashIn).OfType<string>().ToListAsync(cancellationToken);
        await redis.WriteAsync(RedisRecords.Read(folder.RedisFile), cancellationToken);

        // Bytes that only the replaced contents named are removed like any that nobody shows.
        var named = RedisRecords.Read(folder.RedisFile).Select(record => Keys.HashIn(record.Key)).OfType<string>();
        foreach (var sha256 in former.Except(named))
        {
            await pending.EnqueueAsync(WorkItem.Object(sha256));
        }

        await VerifyAsync(folder, objects, cancellationToken);
        return manifest;
    }

    private async Task VerifyAsync(BackupFolder folder, IReadOnlyList<BackedUpObject> objects, CancellationToken cancellationToken)
    {
        var (found, expected) = await redis.CountAsync(RedisRecords.Read(folder.RedisFile));
        if (found != expected)
        {
            throw new BackupException($"Only {found:N0} of {expected:N0} keys are in Redis. Repeat it with --replace.");
        }

        foreach (var entry in objects)
        {
            await BackupFolder.ShouldHoldAsync(store, entry, "The object store", cancellationToken);
        }
    }
}
