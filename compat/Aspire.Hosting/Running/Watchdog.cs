using System.Diagnostics;

namespace Aspire.Hosting.Running;

/// <summary>
/// Ends the children when this process dies, even by kill -9: a shell in a session of its own that reads the children's ids from a pipe.
/// The kernel closes the pipe with us, and the shell then ends whoever is left.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private const string Script = """
        pids=' '
        while read -r sign pid; do
          case $sign in
            +) pids="$pids$pid " ;;
            -) pids="${pids%% "$pid" *} ${pids#* "$pid" }" ;;
          esac
        done
        for pid in $pids; do kill -s TERM -- "-$pid"; done 2>/dev/null
        tries=0
        for pid in $pids; do
          while kill -s 0 -- "-$pid" && [ "$tries" -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
          kill -s KILL -- "-$pid"
        done 2>/dev/null
        """;

    private readonly Lock _lock = new();
    private readonly Process? _shell = Start();

    public void Add(int processId) => Tell($"+ {processId}");

    public void Remove(int processId) => Tell($"- {processId}");

    public void Dispose()
    {
        lock (_lock)
        {
            _shell?.StandardInput.Dispose();
            _shell?.Dispose();
        }
    }

    private static Process? Start() => Tool.Find("setsid") is not { } setsid
        ? null
        : Process.Start(new ProcessStartInfo(setsid, ["/bin/sh", "-c", Script]) { RedirectStandardInput = true, UseShellExecute = false });

    private void Tell(string line)
    {
        lock (_lock)
        {
            try
            {
                _shell?.StandardInput.Write(line + "\n");
                _shell?.StandardInput.Flush();
            }
            catch (IOException)
            {
                // Somebody ended the shell; an orderly stop works without it.
            }
        }
    }
}
