using System.Diagnostics;

namespace NanoBanana.Tests.Fixtures;

/// <summary>A built service of the product as a process of its own.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    /// <summary>What a developer's shell may carry and a test must not use.</summary>
    private static readonly string[] Foreign =
    [
        "ASPNETCORE_", "DOTNET_ENVIRONMENT", "GEMINI_", "OPENAI_", "AWS_", "ALIYUN_", "STORAGE_", "REDIS_", "JWT_", "CLAMAV_", "OTEL_",
        "PORT",
    ];

    private readonly string _project;
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly string[] _arguments;
    private ChildProcess _process;

    private ServiceProcess(string project, IReadOnlyDictionary<string, string?> settings, string[] arguments)
    {
        (_project, _settings, _arguments) = (project, settings, arguments);
        _process = Launch();
    }

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>All it has written since it was started last.</summary>
    public string Log => _process.Output;

    /// <summary>Of the process that was started last.</summary>
    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Of a process that has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <param name="project">Such as <c>NanoBanana.Api</c>.</param>
    /// <param name="settings">Environment variables.</param>
    public static async Task<ServiceProcess> StartAsync(string project, IReadOnlyDictionary<string, string?> settings)
    {
        var service = Launch(project, settings);
        await service.HealthyAsync();
        return service;
    }

    /// <summary>Starts it without waiting; it may well refuse to start.</summary>
    public static ServiceProcess Launch(string project, IReadOnlyDictionary<string, string?> settings, params string[] arguments) =>
        new(project, settings, arguments);

    /// <summary>It ends by itself, and all it has written is in <see cref="Log"/>.</summary>
    public Task EndAsync() => _process.EndAsync();

    public Task StopAsync() => _process.StopAsync();

    public void Kill() => _process.Kill();

    public void Pause() => _process.Pause();

    public void Resume() => _process.Resume();

    /// <summary>Starts it again at the same address.</summary>
    public async Task RestartAsync()
    {
        Relaunch();
        await HealthyAsync();
    }

    /// <summary>Starts it again at the same address, without waiting for it; what still runs is killed.</summary>
    public void Relaunch()
    {
        _process.Dispose();
        _process = Launch();
    }

    public async Task HealthyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        await Eventually.TrueAsync(
            async () => !HasExited ? await IsHealthyAsync(http) : throw new InvalidOperationException($"{_project} ended:\n{Log}"),
            $"{_project} to be healthy", TimeSpan.FromSeconds(60));
    }

    public ValueTask DisposeAsync()
    {
        _process.Dispose();
        LogWatch.ThrowIfAnythingLeaked();
        return ValueTask.CompletedTask;
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync("/health");
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private ChildProcess Launch()
    {
        // artifacts/bin/<test project>/<configuration>/ stands beside artifacts/bin/<service>/<configuration>/.
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var directory = Path.Combine(own.Parent!.Parent!.FullName, _project, own.Name);
        var command = new ProcessStartInfo("dotnet", [Path.Combine(directory, $"{_project}.dll"), .. _arguments])
        {
            WorkingDirectory = directory,
        };
        foreach (var name in command.Environment.Keys.Where(name => Foreign.Any(name.StartsWith)).ToArray())
        {
            command.Environment.Remove(name);
        }
        command.Environment["ASPNETCORE_ENVIRONMENT"] = "Testing";
        command.Environment["ASPNETCORE_URLS"] = Address.ToString();
        foreach (var (name, value) in _settings)
        {
            command.Environment[name] = value;
        }
        return ChildProcess.Start(command, new LogWatch(_settings).Look);
    }
}
