using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed class HomeTests(BrowserFixture browser)
{
    private const string Suggestion = "make it a bit brighter and sharpen it";

    [Fact]
    public Task Somebody_new_drops_a_photograph_and_changes_it() => browser.RunAsync("newcomer", async scenario =>
    {
        var page = await scenario.OpenAsync();
        await new AccountScreen(page).RegisterAsync();
        var (home, session, canvas) = (new HomeScreen(page), new SessionScreen(page), new CanvasScreen(page));
        await session.MarkAsync();

        await home.DropAsync(SamplePhoto.Evening(600, 400), "hills.jpg");
        await canvas.ShouldShowAsync("hills.jpg");
        await session.AskAsync("warm it up");
        await Expect(session.Messages).ToHaveCountAsync(2);
        await Expect(canvas.Sheet.Locator("img").First).Not.ToHaveAttributeAsync("alt", "hills.jpg");

        await page.GetByRole(AriaRole.Link, new() { Name = "Nano Banana" }).ClickAsync();
        await home.ChooseAsync(SamplePhoto.Morning(600, 400), "morning.jpg");
        await canvas.ShouldShowAsync("morning.jpg");
        await session.ShouldNotHaveReloadedAsync();
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Without_a_photograph_one_begins_with_a_sample_or_with_words() => browser.RunAsync("newcomer-without", async scenario =>
    {
        var options = LookTests.Options("phone");
        var page = await scenario.OpenAsync(options);
        await new AccountScreen(page).RegisterAsync();
        var home = new HomeScreen(page);
        await home.Words(Suggestion).ClickAsync();
        await Expect(new SessionScreen(page).Composer).ToHaveValueAsync(Suggestion);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Start with a picture" })).ToBeVisibleAsync();

        var other = await scenario.OpenAsync(options);
        await new AccountScreen(other).RegisterAsync();
        await new HomeScreen(other).Sample("evening hills").ClickAsync();
        await new CanvasScreen(other).ShouldShowAsync("evening.jpg");
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Whoever_leaves_before_its_script_has_come_is_not_harmed() => browser.RunAsync("home-left", async scenario =>
    {
        var page = await scenario.OpenAsync();
        await new AccountScreen(page).RegisterAsync();
        var left = new TaskCompletionSource();
        await page.RouteAsync("**/js/home*.js", async route =>
        {
            await left.Task;
            await route.ContinueAsync();
        });
        await page.ReloadAsync();
        var session = new SessionScreen(page);
        await session.CreateAsync();
        await page.RunAndWaitForResponseAsync(
            () =>
            {
                left.SetResult();
                return Task.CompletedTask;
            },
            answer => answer.Url.Contains("/js/home", StringComparison.Ordinal));
        await session.WriteAsync("Still here");
        await Expect(session.Messages).ToHaveCountAsync(1);
        Assert.Empty(scenario.ScriptErrors);
    });
}
