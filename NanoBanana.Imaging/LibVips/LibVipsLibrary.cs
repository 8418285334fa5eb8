using NetVips;

namespace NanoBanana.Imaging.LibVips;

/// <summary>Starts libvips once a process, set up to read files from strangers.</summary>
internal static class LibVipsLibrary
{
    private static readonly string[] Loaders =
    [
        "VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif", "VipsForeignLoadHeif",
        "VipsForeignLoadTiff",
    ];

    private static readonly Lazy<string?> Started = new(Start);

    public static bool IsAvailable => Started.Value is null;

    /// <summary>Why libvips cannot be used; null when it can.</summary>
    public static string? Failure => Started.Value;

    public static void Require()
    {
        if (Failure is { } failure)
        {
            throw new InvalidOperationException(failure + ".");
        }
    }

    private static string? Start()
    {
        if (!ModuleInitializer.VipsInitialized)
        {
            return "libvips cannot be loaded: publish for this platform, so that its NetVips.Native package comes along, "
                + $"or install libvips 8.15 or newer ({ModuleInitializer.Exception?.Message.TrimEnd('.')})";
        }

        if (!NetVips.NetVips.AtLeastLibvips(8, 15))
        {
            return "libvips is older than 8.15, the first that leaves all metadata out of a file when asked to";
        }

        // One job, one thread: the worker decides how many jobs run side by side.
        NetVips.NetVips.Concurrency = 1;
        AllocatorSettings.Apply();
        // A cached operation would keep the file that it reads.
        Cache.Max = 0;
        // Damaged files are reported by exceptions, not on the console.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });

        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in Loaders)
        {
            Operation.Block(loader, false);
        }

        return null;
    }
}
