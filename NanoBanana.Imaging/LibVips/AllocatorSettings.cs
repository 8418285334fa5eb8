using System.Runtime.InteropServices;

namespace NanoBanana.Imaging.LibVips;

/// <summary>
/// Has glibc give the memory of pixels back to the system as soon as it is freed. By itself it learns to keep blocks of up to 32 MB, and
/// a worker that has edited one large picture stays large.
/// </summary>
internal static partial class AllocatorSettings
{
    private const int MapThreshold = -3;
    private const int TrimThreshold = -1;
    private const int LeastMapped = 1 << 20;

    /// <summary>Other C libraries have no such setting, or need none.</summary>
    public static void Apply()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetOption(MapThreshold, LeastMapped);
            _ = SetOption(TrimThreshold, LeastMapped);
        }
        catch (Exception missing) when (missing is EntryPointNotFoundException or DllNotFoundException)
        {
            // musl always gives large blocks back.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
