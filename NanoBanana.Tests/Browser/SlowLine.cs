using Microsoft.Playwright;

namespace NanoBanana.Tests.Browser;

/// <summary>A line on which a script comes late.</summary>
internal static class SlowLine
{
    /// <summary>What the page is drawn by, once it is more than its HTML.</summary>
    public const string Circuit = "**/_framework/blazor.web*.js";

    /// <returns>What lets the script through.</returns>
    public static async Task<TaskCompletionSource> HoldAsync(IPage page, string script)
    {
        var late = new TaskCompletionSource();
        await page.RouteAsync(script, async route =>
        {
            await late.Task;
            await route.ContinueAsync();
        });
        return late;
    }
}
