using System.Text;
using NanoBanana.Core.Images;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Storage;
using StackExchange.Redis;

namespace NanoBanana.Core.Backups;

/// <summary>
/// Copies Redis and the objects into a folder while the system runs. Redis is read first, at one moment; then the objects that it named at
/// that moment. An object never changes, and none is removed before all are copied, so the two belong together.
/// </summary>
internal sealed class BackupMaker(
    RedisContents redis, ObjectReferences references, RemovalHold hold, IObjectStore store, TimeProvider time)
{
    /// <param name="path">A new folder.</param>
    /// <param name="longestPause">How long writes to Redis may wait.</param>
    /// <exception cref="BackupException">There is no backup, and the message says why.</exception>
    public async Task<BackupManifest> MakeAsync(string path, TimeSpan longestPause, CancellationToken cancellationToken)
    {
        var folder = new BackupFolder(path, time);
        folder.Create();
        await hold.RenewAsync();
        try
        {
            var hashes = new List<string>();
            var createdAt = time.GetUtcNow();
            var keys = await ReadRedisAsync(folder, hashes, longestPause, cancellationToken);
            var (objects, missing) = (new List<BackedUpObject>(), new List<string>());
            foreach (var sha256 in hashes.Order(StringComparer.Ordinal))
            {
                await hold.RenewAsync();
                if (!await CopyAsync(folder, sha256, objects, cancellationToken))
                {
                    missing.Add(sha256);
                }
            }

            var manifest = new BackupManifest(
                BackupManifest.CurrentFormat, createdAt, redis.Version, keys,
                await BackupFolder.HashAsync(folder.RedisFile, cancellationToken), await folder.WriteListAsync(objects, cancellationToken),
                objects.Count, objects.Sum(entry => entry.Length), missing);
            await folder.CompleteAsync(manifest, cancellationToken);
            return manifest;
        }
        finally
        {
            await hold.EndAsync();
        }
    }

    private async Task<long> ReadRedisAsync(
        BackupFolder folder, List<string> hashes, TimeSpan longestPause, CancellationToken cancellationToken)
    {
        await using var file = folder.CreateRedisFile();
        var keys = 0L;
        await using (var buffer = new BufferedStream(file, 1 << 20))
        await using (var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true))
        {
            await redis.ReadAsync(longestPause, Add, cancellationToken);
            writer.Flush();
            file.Flush(flushToDisk: true);

            void Add(RedisRecord record)
            {
                RedisKey key = record.Key;
                if (key == Keys.RemovalHold)
                {
                    return;
                }

                keys++;
                RedisRecords.Write(writer, record);
                if (Keys.HashIn(key) is { } sha256)
                {
                    hashes.Add(sha256);
                }
            }
        }

        return keys;
    }

    /// <returns>False when a picture shows the original and the store has not got it.</returns>
    private async Task<bool> CopyAsync(
        BackupFolder folder, string sha256, List<BackedUpObject> objects, CancellationToken cancellationToken)
    {
        var hasOriginal = false;
        foreach (var key in ObjectKeys.All(sha256))
        {
            await using var content = await store.OpenAsync(key, cancellationToken);
            if (content is null)
            {
                continue;
            }

            var copy = folder.Objects;
            await copy.PutAsync(key, content, "", cancellationToken);
            objects.Add(await DescribeAsync(copy, key, cancellationToken));
            hasOriginal |= key == ObjectKeys.Original(sha256);
        }

        // A reference is taken before its bytes are stored: an upload may just have begun, or be given up.
        return hasOriginal || !await references.IsShownAsync(sha256);
    }

    private static async Task<BackedUpObject> DescribeAsync(FileObjectStore copy, string key, CancellationToken cancellationToken)
    {
        await using var written = (await copy.OpenAsync(key, cancellationToken))!;
        var hash = await System.Security.Cryptography.SHA256.HashDataAsync(written, cancellationToken);
        return new(key, written.Length, Convert.ToHexStringLower(hash));
    }
}
