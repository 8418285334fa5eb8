using System.Runtime.InteropServices;

namespace NanoBanana.Core.Storage;

/// <summary>
/// Makes new names in a folder survive a power cut: flushing a file writes its bytes, not its name. Windows keeps names in
/// its journal and has no such call.
/// </summary>
internal static partial class FolderFlush
{
    private const int ReadOnly = 0;

    public static void ToDisk(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            throw new IOException($"The folder {folder} cannot be opened: error {Marshal.GetLastPInvokeError()}.");
        }

        try
        {
            if (Sync(descriptor) != 0)
            {
                throw new IOException($"The folder {folder} cannot be flushed: error {Marshal.GetLastPInvokeError()}.");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
