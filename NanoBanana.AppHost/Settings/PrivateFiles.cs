namespace NanoBanana.AppHost;

/// <summary>Files and folders that only their owner can read, as all of DATA_DIR is.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerDirectory = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Creates a folder below DATA_DIR, and DATA_DIR itself, for the owner only.</summary>
    /// <returns>The folder's path.</returns>
    public static string CreateDirectory(string dataDirectory, string name)
    {
        var directory = Path.Combine(dataDirectory, name);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory);
            }
            else
            {
                Directory.CreateDirectory(directory, OwnerDirectory);
                File.SetUnixFileMode(dataDirectory, OwnerDirectory);
            }

            return directory;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"DATA_DIR cannot be used: {problem.Message} Set DATA_DIR to a folder of your own.", problem);
        }
    }

    /// <summary>Replaces a file, readable by its owner only, in one step.</summary>
    public static void Write(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        var next = $"{file}.{Guid.NewGuid():N}";
        using (var writer = new StreamWriter(next, options))
        {
            writer.Write(text);
        }

        File.Move(next, file, overwrite: true);
    }

    /// <summary>Takes from everybody but the owner what an earlier version let them read.</summary>
    public static void Tighten(string directory)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(directory))
        {
            return;
        }

        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        File.SetUnixFileMode(directory, OwnerDirectory);
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos("*", all))
        {
            var wanted = entry is DirectoryInfo ? OwnerDirectory : OwnerFile;
            if (entry.UnixFileMode != wanted)
            {
                entry.UnixFileMode = wanted;
            }
        }
    }
}
