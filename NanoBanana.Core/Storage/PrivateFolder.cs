namespace NanoBanana.Core.Storage;

/// <summary>Folders and files that only their owner may read.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;

    /// <summary>Creates what is missing of a path.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            return;
        }

        // One by one: the mode is given only to the last folder of a path.
        var parent = Path.GetDirectoryName(path)!;
        Create(parent);
        Directory.CreateDirectory(path, OwnFolder);
        FolderFlush.ToDisk(parent);
    }

    /// <summary>Creates a file that is written in large blocks, as nothing is buffered.</summary>
    /// <param name="length">How long it is going to be, where that is known.</param>
    public static FileStream CreateFile(string path, FileAccess access, FileOptions options, long length = 0)
    {
        var create = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = access,
            Share = FileShare.Delete,
            Options = options,
            BufferSize = 0,
            PreallocationSize = length,
        };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = OwnFile;
        }

        return new(path, create);
    }

    /// <summary>Writes a new file and flushes it to the disk.</summary>
    public static async Task WriteAsync(string path, Stream content, int bufferSize, CancellationToken cancellationToken)
    {
        await using var file = CreateFile(path, FileAccess.Write, FileOptions.Asynchronous, content.Length - content.Position);
        await content.CopyToAsync(file, bufferSize, cancellationToken);
        file.Flush(flushToDisk: true);
    }
}
