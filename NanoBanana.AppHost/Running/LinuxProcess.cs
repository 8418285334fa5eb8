using System.Diagnostics;
using System.Globalization;

namespace NanoBanana.AppHost;

/// <summary>A process by its id and its start, so that a later process with the same id is not taken for it.</summary>
internal sealed record LinuxProcess(int Id, int ParentId, string Start)
{
    public bool IsRunning => Find(Id)?.Start == Start;

    public LinuxProcess? Parent => Find(ParentId);

    /// <summary>The process of this id, or null when there is none or when it only waits for its parent to notice its end.</summary>
    public static LinuxProcess? Find(int id)
    {
        try
        {
            // proc(5): behind the name in parentheses come the state, the parent's id and, as field 22 of all, the start.
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new(id, int.Parse(fields[1], CultureInfo.InvariantCulture), fields[19]);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Sends SIGTERM.</summary>
    public async Task AskToEndAsync()
    {
        using var kill = Process.Start(new ProcessStartInfo("sh", ["-c", "kill -TERM \"$0\"", $"{Id}"]) { RedirectStandardError = true });
        await kill!.WaitForExitAsync();
    }

    /// <summary>Sends SIGKILL, unless the process has ended.</summary>
    public void Kill()
    {
        if (!IsRunning)
        {
            return;
        }

        try
        {
            using var process = Process.GetProcessById(Id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended by itself.
        }
    }
}
