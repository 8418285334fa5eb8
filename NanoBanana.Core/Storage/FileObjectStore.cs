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
        var path = PathOf(key);
        return GuardAsync(async () =>
        {
            PrivateFolder.Create(TemporaryFolder);
            ThrowIfFull(content.Length);
            var temporary = Path.Combine(TemporaryFolder, Guid.CreateVersion7().ToString("N"));
            try
            {
                await PrivateFolder.WriteAsync(temporary, content, BufferSize, cancellationToken);
                var folder = Path.GetDirectoryName(path)!;
                PrivateFolder.Create(folder);
                File.Move(temporary, path, overwrite: true);
                FolderFlush.ToDisk(folder);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }

            return true;
        });
    }

    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        return GuardAsync(() => Task.FromResult(File.Exists(path)));
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        return GuardAsync(() =>
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
        return GuardAsync(() =>
        {
            try
            {
                File.Delete(path);
            }
            catch (DirectoryNotFoundException)
            {
                // Nothing to delete.
            }

            return Task.FromResult(true);
        });
    }

    public Task CheckAsync(CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        PrivateFolder.Create(TemporaryFolder);
        RemoveScraps();
        ThrowIfFull(0);
        var probe = Path.Combine(TemporaryFolder, Guid.CreateVersion7().ToString("N"));
        await File.WriteAllBytesAsync(probe, [1], cancellationToken);
        File.Delete(probe);
        return true;
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

    private static async Task<T> GuardAsync<T>(Func<Task<T>> use)
    {
        try
        {
            return await use();
        }
        catch (IOException failure) when (FullDisk.IsMeantBy(failure))
        {
            throw new ObjectStoreFullException("The disk of the object store is full.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ObjectStoreUnavailableException("The folder of the object store cannot be used.", failure);
        }
    }

    private string PathOf(string key)
    {
        ObjectKey.ThrowIfInvalid(key);
        return Path.Combine(_root, key);
    }
}
