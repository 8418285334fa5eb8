namespace NanoBanana.Core.Storage;

/// <summary>
/// Objects as files of one folder. A write goes to a temporary file, is flushed to the disk and then takes its name, so a
/// reader sees all of an object or none of it, whenever the machine stops.
/// </summary>
internal sealed class FileObjectStore(StorageOptions options) : IObjectStore
{
    private const int BufferSize = 81920;
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateFolder = PrivateFile | UnixFileMode.UserExecute;

    private readonly string _root = Path.GetFullPath(options.Directory);

    // Inside the root, because a file can only be renamed within its file system; no valid key starts with a dot.
    private string TemporaryFolder => Path.Combine(_root, ".tmp");

    public Task PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        return GuardAsync(async () =>
        {
            CreateFolder(TemporaryFolder);
            var temporary = Path.Combine(TemporaryFolder, Guid.CreateVersion7().ToString("N"));
            try
            {
                await WriteAsync(temporary, content, cancellationToken);
                CreateFolder(Path.GetDirectoryName(path)!);
                File.Move(temporary, path, overwrite: true);
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
        CreateFolder(TemporaryFolder);
        var probe = Path.Combine(TemporaryFolder, Guid.CreateVersion7().ToString("N"));
        await File.WriteAllBytesAsync(probe, [1], cancellationToken);
        File.Delete(probe);
        return true;
    });

    private static async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var create = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
            PreallocationSize = content.Length - content.Position,
        };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = PrivateFile;
        }

        await using var file = new FileStream(path, create);
        await content.CopyToAsync(file, BufferSize, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    private void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            return;
        }

        // One by one: the mode is given only to the last folder of a path.
        if (path.Length > _root.Length)
        {
            CreateFolder(Path.GetDirectoryName(path)!);
        }

        Directory.CreateDirectory(path, PrivateFolder);
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> use)
    {
        try
        {
            return await use();
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
