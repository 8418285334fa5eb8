using System.Runtime.InteropServices;

namespace Aspire.Hosting.Running;

internal static class Tool
{
    /// <summary>The `dotnet` that runs this process.</summary>
    public static string DotNet { get; } = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>The full path of a program, or null when it is not installed.</summary>
    public static string? Find(string command, string? workingDirectory = null)
    {
        if (command.Contains(Path.DirectorySeparatorChar))
        {
            var path = Path.GetFullPath(command, workingDirectory ?? Directory.GetCurrentDirectory());
            return File.Exists(path) ? path : null;
        }

        string[] names = OperatingSystem.IsWindows() ? [$"{command}.exe", $"{command}.cmd"] : [command];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(directory => names.Select(name => Path.Combine(directory, name)))
            .FirstOrDefault(File.Exists);
    }
}
