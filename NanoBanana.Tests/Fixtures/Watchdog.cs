using System.Diagnostics;

namespace NanoBanana.Tests.Fixtures;

/// <summary>
/// Ends what the tests leave behind, however they end: a shell that holds the other side of a pipe, and when the pipe closes
/// kills the processes and removes the directories it was told of.
/// </summary>
internal static class Watchdog
{
    private const string Script = """
        trap '' INT TERM HUP
        while read -r what value; do
          case $what in
            watch) processes="$processes $value" ;;
            forget) rest=""; for p in $processes; do [ "$p" = "$value" ] || rest="$rest $p"; done; processes=$rest ;;
            remove) printf '%s\n' "$value" >> "$0" ;;
          esac
        done
        for p in $processes; do kill -KILL "$p" 2>/dev/null; done
        while read -r directory; do rm -rf "$directory"; done < "$0"
        rm -f "$0"
        """;

    private static readonly StreamWriter Pipe = Start();

    public static void Watch(int processId) => Tell("watch", processId.ToString());

    public static void Forget(int processId) => Tell("forget", processId.ToString());

    /// <summary>A new directory that is removed at the end.</summary>
    public static string TemporaryDirectory()
    {
        var directory = Directory.CreateTempSubdirectory("nanobanana-").FullName;
        Tell("remove", directory);
        return directory;
    }

    private static void Tell(string what, string value)
    {
        lock (Pipe)
        {
            Pipe.WriteLine($"{what} {value}");
        }
    }

    private static StreamWriter Start()
    {
        var shell = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        foreach (var argument in (string[])["-c", Script, Path.GetTempFileName()])
        {
            shell.ArgumentList.Add(argument);
        }
        var input = Process.Start(shell)!.StandardInput;
        input.AutoFlush = true;
        return input;
    }
}
