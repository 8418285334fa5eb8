using System.Diagnostics;

namespace Aspire.Hosting.Running;

/// <summary>A started program. It leads its own session: Ctrl-C reaches only us, and we end it in our order.</summary>
internal sealed class ChildProcess : IDisposable
{
    // It waits for a line before it becomes the program: by then the watchdog knows of it, and were we killed before, it would end here.
    // Bash, because other shells drop environment variables with dots in their names.
    private const string Gate = "read -r go && exec \"$0\" \"$@\"";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Watchdog _watchdog;
    private readonly int _id;

    private ChildProcess(Process process, Watchdog watchdog, Action<string> log)
    {
        (_process, _watchdog, _id) = (process, watchdog, process.Id);
        _watchdog.Add(_id);
        Exited = ReadAsync(log);
    }

    public Task<int> Exited { get; }

    public static ChildProcess Start(Launch launch, Watchdog watchdog, Action<string> log)
    {
        var command = Tool.Find(launch.Command, launch.WorkingDirectory)
            ?? throw new DistributedApplicationException($"The program '{launch.Command}' is not installed.");
        var (setsid, bash) = (Tool.Find("setsid"), Tool.Find("bash"));
        var gated = setsid is not null && bash is not null;
        var start = gated ? new ProcessStartInfo(setsid!, [bash!, "-c", Gate, command, .. launch.Arguments])
            : setsid is not null ? new ProcessStartInfo(setsid, [command, .. launch.Arguments])
            : new ProcessStartInfo(command, launch.Arguments);
        start.WorkingDirectory = launch.WorkingDirectory;
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        InheritedEnvironment.Clean(start.Environment);
        foreach (var (name, value) in launch.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var child = new ChildProcess(process, watchdog, line => Show(launch, line, log));
        child.Feed(gated ? $"go\n{launch.Input}" : launch.Input);
        return child;
    }

    /// <summary>Asks the program to end, and ends it after ten seconds.</summary>
    public async Task StopAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            _process.Kill(entireProcessTree: true);
            await Exited;
            return;
        }

        Signal.AskToEnd(_id);
        await Task.WhenAny(Exited, Task.Delay(Grace));
        Signal.End(_id);
        await Exited;
    }

    public void Dispose() => _process.Dispose();

    private static void Show(Launch launch, string line, Action<string> log)
    {
        if (launch.Show(line) is { } shown)
        {
            log(shown);
        }
    }

    private void Feed(string? input)
    {
        try
        {
            _process.StandardInput.Write(input);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read; its exit code tells.
        }
    }

    private async Task<int> ReadAsync(Action<string> log)
    {
        var reading = Task.WhenAll(CopyAsync(_process.StandardOutput, log), CopyAsync(_process.StandardError, log));
        await _process.WaitForExitAsync();
        _watchdog.Remove(_id);

        // A grandchild may still hold the pipes; what the program itself said is there by now.
        await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(1)));
        return _process.ExitCode;
    }

    private static async Task CopyAsync(StreamReader reader, Action<string> log)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            log(line);
        }
    }
}
