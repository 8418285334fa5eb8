using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.AppHosts;

/// <summary>A folder for PATH that has only the programs named here.</summary>
internal sealed class ProgramFolder : IDisposable
{
    public ProgramFolder(params string[] programs)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        foreach (var program in programs)
        {
            var found = folders.Select(folder => Path.Combine(folder, program)).First(File.Exists);
            File.CreateSymbolicLink(Path.Combine(Name, program), found);
        }
    }

    public string Name { get; } = Watchdog.TemporaryDirectory();

    public void Add(string program, string script)
    {
        var file = Path.Combine(Name, program);
        File.WriteAllText(file, script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => Directory.Delete(Name, recursive: true);
}
