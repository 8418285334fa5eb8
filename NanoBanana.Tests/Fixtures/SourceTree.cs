namespace NanoBanana.Tests.Fixtures;

/// <summary>The files of the repository that these tests were built from.</summary>
internal static class SourceTree
{
    // artifacts/bin/NanoBanana.Tests/<configuration>/
    private static readonly string Root = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.FullName;

    public static string PathTo(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    public static string Read(params ReadOnlySpan<string> parts) => File.ReadAllText(PathTo(parts));
}
