using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>The history below the picture, in English.</summary>
internal sealed class HistoryScreen(IPage page)
{
    public ILocator Panel => page.GetByRole(AriaRole.Region, new() { Name = "History", Exact = true });

    public ILocator Versions => Panel.GetByRole(AriaRole.List, new() { Name = "Versions" }).GetByRole(AriaRole.Listitem);

    public ILocator Deleted => Versions.Filter(new() { HasText = "Deleted" });

    /// <summary>The version that a prompt, or a file of this name, made.</summary>
    public ILocator Version(string said) =>
        Versions.Filter(new() { Has = page.GetByText(said, new() { Exact = true }) }).GetByRole(AriaRole.Button);

    public ILocator Button(string name) => Panel.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async Task OpenAsync()
    {
        await new CanvasScreen(page).Button("History").ClickAsync();
        await Expect(Versions.First).ToBeVisibleAsync();
    }
}
