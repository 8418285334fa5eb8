using System.Security.Cryptography;
using System.Text.Json;
using NanoBanana.Core.Storage;

namespace NanoBanana.Core.Backups;

/// <summary>
/// The files of a backup: <c>redis.bin</c>, <c>objects.ndjson</c> with the name, size and hash of each object, the objects below
/// <c>objects/</c>, and <c>backup.json</c>. Only their owner can read them.
/// </summary>
internal sealed class BackupFolder(string path, TimeProvider time)
{
    private readonly string _root = Path.GetFullPath(path);

    public string RedisFile => Path.Combine(_root, "redis.bin");

    private string ManifestFile => Path.Combine(_root, "backup.json");

    private string ListFile => Path.Combine(_root, "objects.ndjson");

    /// <summary>The objects, kept as the local store keeps them.</summary>
    public FileObjectStore Objects => new(new StorageOptions { Directory = Path.Combine(_root, "objects") }, time);

    /// <summary>Makes the folder, which must be new or empty.</summary>
    public void Create()
    {
        if (Directory.Exists(_root) && Directory.EnumerateFileSystemEntries(_root).Any())
        {
            throw new BackupException($"{_root} is not empty. Name a new folder.");
        }

        PrivateFolder.Create(_root);
    }

    public FileStream CreateRedisFile() => PrivateFolder.CreateFile(RedisFile, FileAccess.Write, FileOptions.Asynchronous);

    /// <summary>Writes the list of objects.</summary>
    /// <returns>Its hash.</returns>
    public async Task<string> WriteListAsync(IEnumerable<BackedUpObject> objects, CancellationToken cancellationToken)
    {
        using var lines = new MemoryStream();
        foreach (var entry in objects)
        {
            JsonSerializer.Serialize(lines, entry, BackupJson.Default.BackedUpObject);
            lines.WriteByte((byte)'\n');
        }

        lines.Position = 0;
        await PrivateFolder.WriteAsync(ListFile, lines, 81920, cancellationToken);
        return await HashAsync(ListFile, cancellationToken);
    }

    public async Task CompleteAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Indented.BackupManifest));
        await PrivateFolder.WriteAsync(ManifestFile, text, 4096, cancellationToken);
        FolderFlush.ToDisk(_root);
    }

    /// <summary>Reads what the folder holds, after every byte of it was compared with its hash.</summary>
    /// <exception cref="BackupException">It is no backup, or not whole.</exception>
    public async Task<BackupContents> OpenAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(ManifestFile))
        {
            throw new BackupException($"{_root} is no backup, or one that was not finished: it has no backup.json.");
        }

        var json = await File.ReadAllBytesAsync(ManifestFile, cancellationToken);
        var manifest = JsonSerializer.Deserialize(json, BackupJson.Default.BackupManifest)!;
        if (manifest.Format != BackupManifest.CurrentFormat)
        {
            throw new BackupException(
                $"This backup has format {manifest.Format}; this version reads format {BackupManifest.CurrentFormat}.");
        }

        await CompareAsync(RedisFile, manifest.RedisSha256, cancellationToken);
        await CompareAsync(ListFile, manifest.ObjectsSha256, cancellationToken);
        var objects = await File.ReadLinesAsync(ListFile, cancellationToken)
            .Select(line => JsonSerializer.Deserialize(line, BackupJson.Default.BackedUpObject)!).ToListAsync(cancellationToken);
        foreach (var entry in objects)
        {
            await ShouldHoldAsync(Objects, entry, "The backup", cancellationToken);
        }

        return new(manifest, objects);
    }

    /// <exception cref="BackupException">The store has not got this object, or another one.</exception>
    public static async Task ShouldHoldAsync(IObjectStore store, BackedUpObject entry, string name, CancellationToken cancellationToken)
    {
        await using var content = await store.OpenAsync(entry.Key, cancellationToken)
            ?? throw new BackupException($"{name} has no object {entry.Key}.");
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) != entry.Sha256)
        {
            throw new BackupException($"{name} has another object {entry.Key} than was backed up.");
        }
    }

    private static async Task CompareAsync(string file, string sha256, CancellationToken cancellationToken)
    {
        if (!File.Exists(file) || await HashAsync(file, cancellationToken) != sha256)
        {
            throw new BackupException($"{file} is missing, or is not what was backed up.");
        }
    }

    public static async Task<string> HashAsync(string file, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }
}

/// <summary>What a backup holds beside the records of Redis.</summary>
internal readonly record struct BackupContents(BackupManifest Manifest, IReadOnlyList<BackedUpObject> Objects);
