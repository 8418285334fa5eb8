using Microsoft.Playwright;
using NanoBanana.Tests.Fixtures;
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

    /// <summary>Turns the wheel until the row is there.</summary>
    public async Task ScrollToAsync(string title)
    {
        await Rows.First.HoverAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await page.Mouse.WheelAsync(0, 4000);
                return await Row(title).CountAsync() > 0;
            },
            $"{title} to come into sight", TimeSpan.FromSeconds(60));
        await Expect(Row(title)).ToBeVisibleAsync();
    }
}
