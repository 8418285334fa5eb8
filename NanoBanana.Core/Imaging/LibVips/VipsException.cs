using System.Runtime.InteropServices;

namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>libvips refused or failed. Its log is one for the process, so with jobs side by side texts may mix: for logs only.</summary>
internal sealed class VipsException(string message) : Exception(message)
{
    /// <summary>Takes what libvips logged and empties its log.</summary>
    public static VipsException Take()
    {
        var text = VipsNative.TakeErrors();
        try
        {
            var message = Marshal.PtrToStringUTF8(text)?.Trim().ReplaceLineEndings("; ");
            return new VipsException(message is { Length: > 0 } ? message : "libvips failed without saying why");
        }
        finally
        {
            VipsNative.Free(text);
        }
    }
}
