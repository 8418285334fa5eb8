using System.Diagnostics;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.AppHosts;

/// <summary>The AppHost as people start it: a process with children.</summary>
internal sealed class AppHostProcess : IDisposable
{
    private readonly ChildProcess _process;

    private AppHostProcess(ChildProcess process, int port) => (_process, Port) = (process, port);

    /// <summary>Where the API is.</summary>
    public int Port { get; }

    public string Output => _process.Output;

    public bool HasExited => _process.HasExited;

    public static AppHostProcess Start(int? port = null, params IEnumerable<(string Name, string Value)> settings)
    {
        var apiPort = port ?? FreePort.Next();
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(own.Parent!.Parent!.FullName, "NanoBanana.AppHost", own.Name, "NanoBanana.AppHost.dll");
        var command = new ProcessStartInfo("dotnet", [program]);
        command.Environment["PORT"] = $"{apiPort}";
        command.Environment["WEB_PORT"] = $"{FreePort.Next()}";
        command.Environment["WORKER_PORT"] = $"{FreePort.Next()}";
        command.Environment["DATA_DIR"] = Watchdog.TemporaryDirectory();
        command.Environment["DOTNET_LAUNCH_PROFILE"] = "http";
        foreach (var (name, value) in settings)
        {
            command.Environment[name] = value;
        }

        return new(ChildProcess.Start(command), apiPort);
    }

    public async Task ReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = new($"http://localhost:{Port}"), Timeout = TimeSpan.FromSeconds(5) };
        await Eventually.TrueAsync(() => IsHealthyAsync(http), $"the API to be healthy:\n{Output}", TimeSpan.FromMinutes(1));
    }

    /// <summary>The processes whose environment says that they belong to this AppHost's data.</summary>
    public static string[] Descendants(string marker) =>
        [.. Directory.EnumerateDirectories("/proc").Where(d => char.IsDigit(Path.GetFileName(d)[0]) && Environment(d).Contains(marker))];

    public void Kill() => _process.Kill();

    public Task StopAsync() => _process.StopAsync();

    public void Dispose() => _process.Dispose();

    private static async Task<bool> IsHealthyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/health");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static string Environment(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "environ"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
