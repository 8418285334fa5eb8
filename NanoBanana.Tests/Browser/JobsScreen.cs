using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>The menu of what one asked for, in English.</summary>
internal sealed class JobsScreen(IPage page)
{
    public ILocator Menu => page.GetByRole(AriaRole.Region, new() { Name = "Your edits" });

    /// <summary>Something broke that nobody has looked at.</summary>
    public ILocator Mark => page.Locator("button.jobs .failed");

    /// <summary>The button says how many run.</summary>
    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The newest with this prompt.</summary>
    public ILocator Item(string prompt) => Menu.GetByRole(AriaRole.Listitem).Filter(new() { HasText = prompt }).First;

    public async Task OpenAsync(string name)
    {
        await Expect(Button(name)).ToBeEnabledAsync();
        await Button(name).ClickAsync();
        await Expect(Menu).ToBeVisibleAsync();
    }
}
