using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>The list of sessions, in English.</summary>
internal sealed class SessionListScreen(IPage page)
{
    private ILocator List => page.GetByRole(AriaRole.Navigation, new() { Name = "Sessions" });

    public ILocator Search => List.GetByRole(AriaRole.Searchbox, new() { Name = "Search sessions" });

    public ILocator Rows => List.Locator(".row");

    public ILocator Row(string title) => Rows.Filter(new() { Has = page.GetByText(title, new() { Exact = true }) });

    public async Task RenameAsync(string title, string to)
    {
        await Row(title).HoverAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Rename {title}" }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Session title" }).FillAsync(to);
        await page.Keyboard.PressAsync("Enter");
        await Expect(Row(to)).ToBeVisibleAsync();
    }

    /// <summary>As a hand at the scroll bar does: to the end, and again when the list has grown.</summary>
    public async Task ScrollToEndAsync(string last)
    {
        await page.EvaluateAsync(
            """
            () => {
              const list = document.querySelector('.sidebar .list');
              const down = () => { if (list.isConnected) { list.scrollTop = list.scrollHeight; requestAnimationFrame(down); } };
              down();
            }
            """);
        await Expect(Row(last)).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }
}
