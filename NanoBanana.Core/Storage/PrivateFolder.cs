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

    /// <summary>Writes a new file and flushes it to the disk.</summary>
    public static async Task WriteAsync(string path, Stream content, int bufferSize, CancellationToken cancellationToken)
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
            create.UnixCreateMode = OwnFile;
        }

        await using var file = new FileStream(path, create);
        await content.CopyToAsync(file, bufferSize, cancellationToken);
        file.Flush(flushToDisk: true);
    }
}
