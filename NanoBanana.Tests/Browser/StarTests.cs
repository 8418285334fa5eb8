using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>A star on a picture, on every device and in the gallery.</summary>
[Collection(nameof(BrowserFixture))]
public sealed class StarTests(BrowserFixture browser)
{
    [Fact]
    public Task A_star_is_seen_at_once_elsewhere_and_narrows_the_gallery() => browser.RunAsync("star", async scenario =>
    {
        var page = await scenario.OpenAsync();
        await new AccountScreen(page).RegisterAsync();
        var session = new SessionScreen(page);
        await session.CreateAsync();
        await session.DropAsync(SamplePhoto.Morning(640, 480), "morning.jpg", "image/jpeg");
        await session.ShouldShowThumbnailAsync("morning.jpg", width: 512);
        await session.DropAsync(SamplePhoto.Evening(640, 480), "evening.jpg", "image/jpeg");
        await session.ShouldShowThumbnailAsync("evening.jpg", width: 512);
        var elsewhere = await scenario.OpenAsync(new() { Locale = "en-US", StorageState = await page.Context.StorageStateAsync() });
        await elsewhere.GotoAsync(page.Url);
        await Expect(StarOf(elsewhere)).ToHaveAttributeAsync("aria-pressed", "false");

        await StarOf(page).ClickAsync();
        await Expect(StarOf(page)).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(StarOf(elsewhere)).ToHaveAttributeAsync("aria-pressed", "true");

        await page.GotoAsync("/gallery");
        await Expect(page.Locator(".tile")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Starred" }).ClickAsync();
        await Expect(page.Locator(".tile")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "evening.jpg" })).ToBeVisibleAsync();
        await Artifacts.SaveScreenshotAsync("gallery-starred", page);
    });

    private static ILocator StarOf(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Star", Exact = true });
}
