namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>How libvips is set up to read what strangers send.</summary>
internal static class VipsSetup
{
    private static readonly string[] Loaders =
        ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif"];

    /// <returns>Why libvips cannot be used; null when it can.</returns>
    public static string? Start()
    {
        // The second fence behind the header check; old releases ignore it. .NET's own variables do not reach native code.
        VipsNative.SetEnvironment("VIPS_MAX_COORD", "65500", overwrite: false);
        // Damaged files are reported by exceptions, not on the console.
        VipsNative.SetEnvironment("VIPS_WARNING", "0", overwrite: false);

        if (VipsNative.Init("nanobanana") != 0)
        {
            return $"libvips does not start: {VipsException.Take().Message}";
        }

        // One job, one thread: the worker decides how many jobs run side by side.
        VipsNative.SetConcurrency(1);
        // A cached operation would outlive the buffer it reads.
        VipsNative.SetCacheMax(0);

        VipsNative.BlockOperation("VipsForeignLoad", true);
        foreach (var loader in Loaders)
        {
            VipsNative.BlockOperation(loader, false);
        }

        return null;
    }
}
