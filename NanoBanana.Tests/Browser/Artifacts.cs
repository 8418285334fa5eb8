using Microsoft.Playwright;

namespace NanoBanana.Tests.Browser;

/// <summary>Where tests leave what people look at.</summary>
internal static class Artifacts
{
    /// <summary>Set to any value, the screenshots of the READMEs are taken anew.</summary>
    private const string Renew = "NANOBANANA_README_IMAGES";

    /// <summary>Set to any value, what the looks see is kept below <c>artifacts/screenshots</c>.</summary>
    private const string Keep = "NANOBANANA_SCREENSHOTS";

    /// <summary>Set to any value, Playwright's traces of failed scenarios are kept. They cost a tenth of the browser's time.</summary>
    private const string Trace = "NANOBANANA_TRACES";

    public static bool AreTraced => Environment.GetEnvironmentVariable(Trace) is { Length: > 0 };

    /// <summary>Whether the screenshots of the READMEs are taken.</summary>
    public static bool AreRenewed => Environment.GetEnvironmentVariable(Renew) is { Length: > 0 };

    private static readonly string[] Shown = ["ten-edits-09", "history-desktop", "session-phone", "session-zh-CN"];

    private static readonly string Root = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.FullName;

    public static string Directory(params string[] path) => Path.Combine([Root, .. path]);

    /// <summary>A screenshot for people to look at; drawing it takes a second, so it is taken only where somebody wants it.</summary>
    public static Task SaveScreenshotAsync(string name, IPage page) => SaveScreenshotAsync(name, () => page.ScreenshotAsync());

    public static Task SaveScreenshotAsync(string name, ILocator part) => SaveScreenshotAsync(name, () => part.ScreenshotAsync());

    private static async Task SaveScreenshotAsync(string name, Func<Task<byte[]>> take)
    {
        if (!AreRenewed && Environment.GetEnvironmentVariable(Keep) is not { Length: > 0 })
        {
            return;
        }

        var png = await take();
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
