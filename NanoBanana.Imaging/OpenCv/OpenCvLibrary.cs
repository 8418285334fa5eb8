using NanoBanana.Imaging.Editing;
using OpenCvSharp;

namespace NanoBanana.Imaging.OpenCv;

/// <summary>Starts OpenCV once a process. It works on decoded pixels alone; its decoders are never called.</summary>
internal static class OpenCvLibrary
{
    private static readonly Lazy<bool> Started = new(Start);

    public static bool IsAvailable => Started.Value;

    /// <exception cref="EditRefusedException">It cannot be used on this machine.</exception>
    public static void Require()
    {
        if (!IsAvailable)
        {
            throw new EditRefusedException(
                "This needs OpenCV, which cannot be loaded on the machine where pictures are edited (Debian: apt-get install libgtk-3-0). "
                + "Use another engine for it.",
                "这需要 OpenCV，而处理图片的机器上无法加载它（Debian：apt-get install libgtk-3-0）。请换一个引擎。");
        }
    }

    private static bool Start()
    {
        try
        {
            // One job, one thread: the worker decides how many jobs run side by side.
            Cv2.SetNumThreads(1);
            Cv2.SetUseOptimized(true);
            return true;
        }
        catch (Exception failure) when (failure is TypeInitializationException or DllNotFoundException or BadImageFormatException
            or EntryPointNotFoundException or OpenCvSharpException)
        {
            return false;
        }
    }
}
