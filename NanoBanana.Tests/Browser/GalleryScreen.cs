using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>The gallery, in English.</summary>
internal sealed class GalleryScreen(IPage page)
{
    public ILocator Pictures => page.GetByRole(AriaRole.Region, new() { Name = "Pictures", Exact = true });

    public ILocator Tiles => Pictures.GetByRole(AriaRole.Listitem);

    public ILocator Search => page.GetByRole(AriaRole.Searchbox, new() { Name = "Search prompts and file names" });

    public ILocator Chosen(string label) => page.GetByLabel(label, new() { Exact = true });

    public ILocator Marked => page.GetByRole(AriaRole.Toolbar, new() { Name = "Selected pictures" });

    public ILocator Picture(string fileName) => Tiles.GetByRole(AriaRole.Link, new() { Name = $"Open {fileName}", Exact = true });

    public ILocator Mark(string fileName) => Tiles.GetByRole(AriaRole.Checkbox, new() { Name = $"Select {fileName}", Exact = true });

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async Task OpenAsync(string path = "/gallery")
    {
        await page.GotoAsync(path);
        await ShouldBeArrangedAsync();
    }

    /// <summary>The script has counted how many stand side by side: from then on keys work.</summary>
    public Task ShouldBeArrangedAsync() => Expect(Pictures.Locator(".row:not(.first)").First).ToBeVisibleAsync();

    /// <summary>How much moved by itself since the page came, by the browser's own measure.</summary>
    public Task<double> LayoutShiftAsync() => page.EvaluateAsync<double>(
        """
        () => new Promise(done => {
          let sum = 0;
          new PerformanceObserver(list => list.getEntries().forEach(entry => { if (!entry.hadRecentInput) sum += entry.value; }))
            .observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
        })
        """);
}
