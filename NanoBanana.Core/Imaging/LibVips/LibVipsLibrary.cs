using System.Reflection;
using System.Runtime.InteropServices;

namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>
/// Finds libvips and starts it, once a process: the folder that <c>NANOBANANA_LIBVIPS</c> names, then the application's own
/// native libraries (the NetVips.Native package), then <c>.tools/libvips/lib</c> of a checkout, then the system.
/// </summary>
internal static class LibVipsLibrary
{
    /// <summary>The one name that the imports use; GLib's functions are found through the same handle.</summary>
    public const string Name = "vips";

    public const string FolderVariable = "NANOBANANA_LIBVIPS";

    private static readonly Lazy<nint> Handle = new(Find);
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

    private static string[] FileNames =>
        OperatingSystem.IsWindows() ? ["libvips-42.dll", "libvips-cpp-42.dll"]
        : OperatingSystem.IsMacOS() ? ["libvips.42.dylib", "libvips-cpp.42.dylib"]
        : ["libvips.so.42", "libvips-cpp.so.42"];

    private static string? Start()
    {
        NativeLibrary.SetDllImportResolver(typeof(LibVipsLibrary).Assembly, (name, _, _) => name == Name ? Handle.Value : 0);
        if (Handle.Value == 0)
        {
            return $"libvips was not found: install it (Debian and Ubuntu: libvips42 or libvips42t64, Alpine and Homebrew: vips) "
                + $"or set {FolderVariable} to the folder that holds {FileNames[0]}";
        }

        try
        {
            return VipsSetup.Start();
        }
        catch (EntryPointNotFoundException missing)
        {
            return $"libvips is older than 8.13, the first that can switch loaders off: {missing.Message}";
        }
    }

    private static nint Find()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder && FindIn(folder) is var chosen and not 0)
        {
            return chosen;
        }

        foreach (var name in FileNames)
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), DllImportSearchPath.AssemblyDirectory, out var packaged))
            {
                return packaged;
            }
        }

        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            if (FindIn(Path.Combine(above.FullName, ".tools", "libvips", "lib")) is var unpacked and not 0)
            {
                return unpacked;
            }
        }

        foreach (var name in FileNames)
        {
            if (NativeLibrary.TryLoad(name, out var system))
            {
                return system;
            }
        }

        return OperatingSystem.IsMacOS() ? FindIn("/opt/homebrew/lib") : 0;
    }

    private static nint FindIn(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return 0;
        }

        // Self-contained builds carry their full version in the name, such as libvips-cpp.so.8.18.7.
        var files = FileNames.Select(name => Path.Combine(folder, name)).Where(File.Exists)
            .Concat(Directory.EnumerateFiles(folder, "libvips-cpp.*").Order(StringComparer.Ordinal));
        foreach (var file in files)
        {
            if (NativeLibrary.TryLoad(file, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
