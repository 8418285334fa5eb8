namespace NanoBanana.Tests.Engines.Local;

internal static class TestFolders
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Repository { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "NanoBanana.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
