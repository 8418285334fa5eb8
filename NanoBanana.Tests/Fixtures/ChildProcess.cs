using System.Collections.Concurrent;
using System.Diagnostics;

namespace NanoBanana.Tests.Fixtures;

/// <summary>A real process of the tests: its output is kept, it can be stopped, paused and killed, and it never outlives them.</summary>
public sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private readonly Action<string>? _look;

    private ChildProcess(Process process, Action<string>? look)
    {
        (_process, _look) = (process, look);
        Id = process.Id;
        Watchdog.Watch(Id);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>Of a process that has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>All it has written so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <param name="look">Sees every line that it writes.</param>
    public static ChildProcess Start(ProcessStartInfo command, Action<string>? look = null)
    {
        command.RedirectStandardOutput = true;
        command.RedirectStandardError = true;
        return new(Process.Start(command)!, look);
    }

    /// <summary>Asks it to end (SIGTERM) and waits; what does not end in time is killed and reported.</summary>
    public async Task StopAsync(TimeSpan? within = null)
    {
        if (HasExited)
        {
            return;
        }
        Signal("TERM");
        using var deadline = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(30));
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            throw new TimeoutException($"The process did not end when asked to:\n{Output}");
        }
    }

    /// <summary>It ends by itself, and all it has written is in <see cref="Output"/>.</summary>
    public async Task EndAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The process did not end by itself:\n{Output}");
        }
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        if (!HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    /// <summary>SIGSTOP: it is there and says nothing.</summary>
    public void Pause() => Signal("STOP");

    /// <summary>SIGCONT.</summary>
    public void Resume() => Signal("CONT");

    public void Dispose()
    {
        Kill();
        Watchdog.Forget(Id);
        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("/bin/kill", [$"-{name}", Id.ToString()]);
        kill.WaitForExit();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
            _look?.Invoke(line);
        }
    }
}
