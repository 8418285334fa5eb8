namespace NanoBanana.AppHost;

/// <summary>The checkout of this AppHost, found from its own assembly so that a copied folder starts its own programs.</summary>
internal static class Checkout
{
    private static readonly DirectoryInfo Own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>The folder of the solution; below it, the build is in <c>artifacts/bin/PROJECT/CONFIGURATION</c>.</summary>
    public static string Root => Path.GetFullPath("../../../..", Own.FullName);

    /// <summary>What the build made of a project, in the configuration of this AppHost.</summary>
    public static string ProgramOf(string project) => Path.GetFullPath($"../../{project}/{Own.Name}/{project}.dll", Own.FullName);
}
