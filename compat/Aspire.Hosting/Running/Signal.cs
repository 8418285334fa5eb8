using System.Runtime.InteropServices;

namespace Aspire.Hosting.Running;

internal static partial class Signal
{
    private const int Kill = 9;
    private const int Terminate = 15;

    public static void AskToEnd(int processId) => Send(processId, Terminate);

    public static void End(int processId) => Send(processId, Kill);

    // Every child leads a group of its own; in the instant before it does, only itself can be reached.
    private static void Send(int processId, int signal)
    {
        if (SendSignal(-processId, signal) != 0)
        {
            _ = SendSignal(processId, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
