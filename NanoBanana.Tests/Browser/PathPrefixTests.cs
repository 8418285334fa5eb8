using Microsoft.Playwright;
using NanoBanana.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed class PathPrefixTests(BrowserFixture browser)
{
    [Fact]
    public Task Below_a_path_everything_works_and_stays_below_it() => browser.RunAsync("path-prefix", async scenario =>
    {
        await using var web = await WebFixture.StartWebAsync(browser.System, new KeyValuePair<string, string?>("PathBase", "/nano"));
        var page = await scenario.OpenAsync(at: web.Address);
        var outside = new List<string>();
        await page.GotoAsync("/nano/register");
        page.Request += (_, request) =>
        {
            var url = new Uri(request.Url);
            if (url.Scheme is "http" && !url.AbsolutePath.StartsWith("/nano/", StringComparison.Ordinal))
            {
                outside.Add(request.Url);
            }
        };
        var name = await new AccountScreen(page).FillRegistrationAsync();
        await new AccountScreen(page).ShouldBeSignedInAsync();
        var session = new SessionScreen(page);
        await session.CreateAsync();
        await session.DropAsync(TestImages.Png(300, 200), "quarters.png", "image/png");
        await new CanvasScreen(page).ShouldShowAsync("quarters.png");
        await session.WriteAsync("Below");
        await Expect(session.Messages).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Gallery", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Gallery" })).ToBeVisibleAsync();
        await Expect(new GalleryScreen(page).Picture("quarters.png")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Profile" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to sessions" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
        Assert.Empty(outside);
        Assert.Empty(scenario.ScriptErrors);
    });
}
