using System.Diagnostics;
using System.Text.RegularExpressions;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.AppHosts;

/// <summary>The AppHost as users start it: a process with children, on ports and data of its own.</summary>
internal sealed partial class AppHostProcess : IDisposable
{
    private readonly string _marker = $"{Guid.NewGuid():N}";
    private readonly ChildProcess _process;

    private AppHostProcess(int? port, IEnumerable<(string Name, string? Value)> settings)
    {
        Port = port ?? FreePort.Next();
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(own.Parent!.Parent!.FullName, "NanoBanana.AppHost", own.Name, "NanoBanana.AppHost.dll");
        var command = new ProcessStartInfo("dotnet", [program]);
        (string Name, string? Value)[] defaults =
        [
            ("APPHOST_TEST", _marker), ("PORT", $"{Port}"), ("WEB_PORT", $"{FreePort.Next()}"), ("WORKER_PORT", $"{FreePort.Next()}"),
            ("DASHBOARD_PORT", $"{FreePort.Next()}"), ("DATA_DIR", Watchdog.TemporaryDirectory()), ("REDIS_MODE", "local"),
        ];
        foreach (var (name, value) in defaults.Concat(settings))
        {
            command.Environment[name] = value;
        }

        _process = ChildProcess.Start(command);
    }

    /// <summary>Where the API is.</summary>
    public int Port { get; }

    public string Output => _process.Output;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Its own process and all its descendants, whoever their parent is now.</summary>
    public int[] Processes => ProcessList.WithEnvironment($"APPHOST_TEST={_marker}");

    /// <summary>How many of them have a text in their command line.</summary>
    public int CountOf(string text) => Processes.Count(process => IsOf(process, text));

    /// <summary>The one of them that has a text in its command line, where a zero character separates the words.</summary>
    public int ProcessOf(string text) => Processes.Single(process => IsOf(process, text));

    public static AppHostProcess Start(params IEnumerable<(string Name, string? Value)> settings) => new(null, settings);

    public static AppHostProcess StartOn(int port) => new(port, []);

    /// <summary>Waits for the line that says where everything is.</summary>
    public async Task<string> ReadyAsync()
    {
        await Eventually.TrueAsync(
            () => HasExited ? throw new InvalidOperationException($"The AppHost ended:\n{Output}") : ReadyLine().IsMatch(Output),
            "the line Ready", TimeSpan.FromMinutes(4));
        return ReadyLine().Match(Output).Value;
    }

    /// <summary>Waits until it ends by itself and all its output is there.</summary>
    public async Task EndAsync()
    {
        await Eventually.TrueAsync(() => HasExited, $"the AppHost to end, which says {Output}", TimeSpan.FromMinutes(4));
        await _process.EndAsync();
    }

    public Task GoneAsync() => Eventually.TrueAsync(() => Processes.Length == 0, "every child to be gone", TimeSpan.FromMinutes(1));

    public void Kill() => _process.Kill();

    public Task StopAsync() => _process.StopAsync(TimeSpan.FromMinutes(1));

    public void Dispose() => _process.Dispose();

    private static bool IsOf(int process, string text) => ProcessList.CommandLineOf(process).Contains(text, StringComparison.Ordinal);

    [GeneratedRegex("^Ready: .*$", RegexOptions.Multiline)]
    private static partial Regex ReadyLine();
}
