namespace NanoBanana.Tests.Browser;

/// <summary>Where tests leave what people look at.</summary>
internal static class Artifacts
{
    /// <summary>Set to any value, the screenshots of the READMEs are taken anew.</summary>
    private const string Renew = "NANOBANANA_README_IMAGES";

    /// <summary>Whether the screenshots of the READMEs are taken.</summary>
    public static bool AreRenewed => Environment.GetEnvironmentVariable(Renew) is { Length: > 0 };

    private static readonly string[] Shown = ["ten-edits-09", "history-desktop", "session-phone", "session-zh-CN"];

    private static readonly string Root = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.FullName;

    public static string Directory(params string[] path) => Path.Combine([Root, .. path]);

    public static async Task SaveScreenshotAsync(string name, byte[] png)
    {
        await SaveAsync(Directory("screenshots"), name, png);
        if (Shown.Contains(name) && AreRenewed)
        {
            await SaveAsync(Directory("..", "docs", "images"), name, png);
        }
    }

    private static async Task SaveAsync(string directory, string name, byte[] png)
    {
        System.IO.Directory.CreateDirectory(directory);
        await File.WriteAllBytesAsync(Path.Combine(directory, $"{name}.png"), png);
    }
}
