namespace NanoBanana.Core.Storage;

/// <summary>
/// Objects as files of one folder. A write goes to a temporary file, is flushed to the disk and then takes its name, so a
/// reader sees all of an object or none of it, whenever the machine stops.
/// </summary>
internal sealed class FileObjectStore(StorageOptions options, TimeProvider time) : IObjectStore
{
    private const int BufferSize = 81920;
    private static readonly TimeSpan ScrapAge = TimeSpan.FromHours(1);

    private readonly string _root = Path.GetFullPath(options.Directory);

    // Inside the root, because a file can only be renamed within its file system; no valid key starts with a dot.
    private string TemporaryFolder => Path.Combine(_root, ".tmp");

    /// <summary>The disk has less room than is kept free.</summary>
    public bool IsFull
    {
        get
        {
            try
            {
                return HasLessThan(options.MinFreeBytes);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return false;
            }
        }
    }

    public Task PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken)
    {
        ObjectKey.ThrowIfInvalid(key);
        return FileFailures.GuardAsync(async () =>
        {
            PrivateFolder.Create(TemporaryFolder);
            ThrowIfFull(content.Length);
            var temporary = NewTemporaryPath();
            try
            {
                await PrivateFolder.WriteAsync(temporary, content, BufferSize, cancellationToken);
                Publish(temporary, key);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }
        });
    }

    public Task<StagedObject> StageAsync() => FileFailures.GuardAsync(() =>
    {
        PrivateFolder.Create(TemporaryFolder);
        ThrowIfFull(0);
        return Task.FromResult<StagedObject>(
            new StagedFile(this, PrivateFolder.CreateFile(NewTemporaryPath(), FileAccess.ReadWrite, FileOptions.Asynchronous)));
    });

    /// <summary>Gives a file of the temporary folder, which is on the disk, the name of its key.</summary>
    public void Publish(string temporary, string key)
    {
        var path = PathOf(key);
        ThrowIfFull(0);
        var folder = Path.GetDirectoryName(path)!;
        PrivateFolder.Create(folder);
        File.Move(temporary, path, overwrite: true);
        FolderFlush.ToDisk(folder);
    }

    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        return FileFailures.GuardAsync(() => Task.FromResult(File.Exists(path)));
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        return FileFailures.GuardAsync(() =>
        {
            try
            {
                return Task.FromResult<Stream?>(new FileStream(path, new FileStreamOptions
                {
                    Mode = FileMode.Open,
                    Access = FileAccess.Read,
                    Share = FileShare.ReadWrite | FileShare.Delete,
                    Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
                    BufferSize = BufferSize,
                }));
            }
            catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
            {
                return Task.FromResult<Stream?>(null);
            }
        });
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        return FileFailures.GuardAsync(() =>
        {
            try
            {
                File.Delete(path);
            }
            catch (DirectoryNotFoundException)
            {
                // Nothing to delete.
            }

            return Task.CompletedTask;
        });
    }

    public Task CheckAsync(CancellationToken cancellationToken) => FileFailures.GuardAsync(async () =>
    {
        PrivateFolder.Create(TemporaryFolder);
        RemoveScraps();
        ThrowIfFull(0);
        var probe = NewTemporaryPath();
        await File.WriteAllBytesAsync(probe, [1], cancellationToken);
        File.Delete(probe);
    });

    /// <summary>Removes what writes left behind when the machine stopped; a write that still goes on is younger.</summary>
    private void RemoveScraps()
    {
        var limit = (time.GetUtcNow() - ScrapAge).UtcDateTime;
        foreach (var scrap in new DirectoryInfo(TemporaryFolder).EnumerateFiles().Where(file => file.LastWriteTimeUtc < limit))
        {
            scrap.Delete();
        }
    }

    private void ThrowIfFull(long bytes)
    {
        if (HasLessThan(options.MinFreeBytes + bytes))
        {
            throw new ObjectStoreFullException(
                $"The disk of {_root} has less than {options.MinFreeBytes >> 20:N0} MB of room. Make room, or lower Storage:MinFreeBytes.");
        }
    }

    private bool HasLessThan(long bytes) => new DriveInfo(_root).AvailableFreeSpace < bytes;

    private string NewTemporaryPath() => Path.Combine(TemporaryFolder, Guid.CreateVersion7().ToString("N"));

    private string PathOf(string key)
    {
        ObjectKey.ThrowIfInvalid(key);
        return Path.Combine(_root, key);
    }
}
