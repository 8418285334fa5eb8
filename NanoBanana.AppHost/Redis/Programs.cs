namespace NanoBanana.AppHost;

/// <summary>Looks programs up as a shell does.</summary>
internal static class Programs
{
    /// <summary>The path of an installed program, or null.</summary>
    public static string? Find(string program)
    {
        string[] suffixes = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return (from directory in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                from suffix in suffixes
                let path = Path.Combine(directory, program + suffix)
                where directory.Length > 0 && File.Exists(path)
                select path).FirstOrDefault();
    }
}
