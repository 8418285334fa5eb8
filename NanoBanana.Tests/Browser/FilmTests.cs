using Microsoft.Playwright;
using NanoBanana.Contracts.Images;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>The strip of pictures: a stack for each original, its versions beside it once it is unfolded.</summary>
[Collection(nameof(ToolFixture))]
public sealed class FilmTests(BrowserFixture browser)
{
    private const string Versions = "2 versions of quarters.png";

    [Fact]
    public Task Versions_stand_in_the_stack_of_their_original() => browser.RunAsync("film-stacks", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, canvas) = (user.Page, new CanvasScreen(user.Page));
        var (session, other) = await PrepareAsync(user);
        await new SessionScreen(page).OpenAsync($"/s/{session}?image={other.Id}");
        var film = page.GetByRole(AriaRole.Region, new() { Name = "Images" });
        var (thumbnails, fold) = (film.Locator(".thumbnail"), film.GetByRole(AriaRole.Button, new() { Name = Versions }));
        await Expect(thumbnails).ToHaveCountAsync(2);
        await Expect(fold).ToHaveAttributeAsync("aria-expanded", "false");

        await film.GetByRole(AriaRole.Button, new() { Name = "Open black and white.png, 2 versions" }).ClickAsync();
        await canvas.ShouldShowAsync("black and white.png");
        await Expect(thumbnails).ToHaveCountAsync(3);
        await Expect(fold).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(film.GetByRole(AriaRole.Group, new() { Name = Versions }).Locator(".thumbnail")).ToHaveCountAsync(2);
        await film.GetByRole(AriaRole.Button, new() { Name = "Open quarters.png" }).ClickAsync();
        await canvas.ShouldShowAsync("quarters.png");

        // A reload keeps what was unfolded, and moves nothing when it has come.
        await film.GetByRole(AriaRole.Button, new() { Name = "Open other.png" }).ClickAsync();
        await canvas.ShouldShowAsync("other.png");
        await Expect(thumbnails).ToHaveCountAsync(3);
        await page.ReloadAsync();
        await Expect(fold).ToHaveAttributeAsync("aria-expanded", "true");
        Assert.Equal(0, await ShiftsAsync(page));
        await fold.ClickAsync();
        await Expect(thumbnails).ToHaveCountAsync(2);
        await page.ReloadAsync();
        await Expect(fold).ToHaveAttributeAsync("aria-expanded", "false");
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Keys_go_through_the_stacks_from_one_tab_stop() => browser.RunAsync("film-keys", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, canvas) = (user.Page, new CanvasScreen(user.Page));
        var (session, other) = await PrepareAsync(user);
        await new SessionScreen(page).OpenAsync($"/s/{session}?image={other.Id}");
        await canvas.ShouldShowAsync("other.png");
        var film = page.GetByRole(AriaRole.Region, new() { Name = "Images" });
        var (thumbnails, fold) = (film.Locator(".thumbnail"), film.GetByRole(AriaRole.Button, new() { Name = Versions }));
        await Expect(film.Locator("[data-rove][tabindex='0']")).ToHaveCountAsync(1);
        await film.GetByRole(AriaRole.Button, new() { Name = "Open other.png" }).FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("Home");
        await Expect(film.GetByRole(AriaRole.Button, new() { Name = "Open other.png" })).ToBeFocusedAsync();
        for (var i = 0; i < 4 && !await fold.EvaluateAsync<bool>("button => button === document.activeElement"); i++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }
        await Expect(fold).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(thumbnails).ToHaveCountAsync(3);
        await Expect(fold).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(film.GetByRole(AriaRole.Button, new() { Name = "Open quarters.png" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(film.GetByRole(AriaRole.Button, new() { Name = "Open black and white.png" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await canvas.ShouldShowAsync("black and white.png");
        await Expect(film.Locator("[data-rove][tabindex='0']")).ToHaveCountAsync(1);
        await canvas.Stage.FocusAsync();
        await page.Keyboard.PressAsync("PageDown");
        await canvas.ShouldShowAsync("quarters.png");
    });

    /// <summary>An original with a version, and a newer original.</summary>
    private static async Task<(SessionId Session, Image Other)> PrepareAsync(BrowserUser user)
    {
        var session = await user.Api.CreateSessionAsync("Stacks");
        var image = await user.UploadAsync(session.Id, TestImages.Png(300, 200), "quarters.png");
        var other = await user.UploadAsync(session.Id, TestImages.Png(200, 300), "other.png");
        await user.EditAsync(image, "black and white");
        return (session.Id, other);
    }

    /// <summary>How many things of the strip have moved by themselves since the page came.</summary>
    private static Task<int> ShiftsAsync(IPage page) => page.EvaluateAsync<int>(
        """
        () => new Promise(done => {
          let count = 0;
          new PerformanceObserver(list => {
            for (const { sources } of list.getEntries()) {
              count += sources.filter(({ node }) => node?.parentElement?.closest('[data-film]')).length;
            }
          }).observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => done(count)));
        })
        """);
}
