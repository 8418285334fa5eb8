namespace NanoBanana.Core.Storage;

/// <summary>Tells a full disk from every other failure of a file.</summary>
internal static class FullDisk
{
    /// <summary>No space or no quota left on the device: the number of the error, on Windows behind a prefix.</summary>
    public static bool IsMeantBy(IOException failure) => (failure.HResult & 0xFFFF) is var code
        && (OperatingSystem.IsWindows() ? code is 39 or 112 : code is 28 or 122);
}
