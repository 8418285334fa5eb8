using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>What stands around the picture, as somebody likes it.</summary>
[Collection(nameof(ToolFixture))]
public sealed class FrameTests(BrowserFixture browser)
{
    [Fact]
    public Task The_surround_the_list_and_the_conversation_stay_as_they_were_set() => browser.RunAsync("frame", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, canvas) = (user.Page, new CanvasScreen(user.Page));
        var session = await user.Api.CreateSessionAsync("Framed");
        await user.UploadAsync(session.Id, TestImages.Png(300, 200), "quarters.png");
        await new SessionScreen(page).OpenAsync($"/s/{session.Id}");
        await canvas.ShouldShowAsync("quarters.png");
        // Grey, so that no colour looks like another one.
        await Expect(canvas.Stage).ToHaveCSSAsync("background-color", "rgb(218, 218, 218)");
        await canvas.Button("Switch between a light and a dark surround").ClickAsync();
        await Expect(canvas.Stage).ToHaveCSSAsync("background-color", "rgb(28, 28, 28)");
        Assert.Equal(282, Math.Round((await Sidebar(page).BoundingBoxAsync())!.Width), tolerance: 20);
        await page.GetByRole(AriaRole.Button, new() { Name = "Fold or unfold the list" }).ClickAsync();
        var divider = page.GetByRole(AriaRole.Separator, new() { Name = "Width of the conversation" });
        await divider.FocusAsync();
        for (var i = 0; i < 3; i++)
        {
            await page.Keyboard.PressAsync("ArrowLeft");
        }
        var wide = (await Talk(page).BoundingBoxAsync())!.Width;

        await page.ReloadAsync();
        await canvas.ShouldShowAsync("quarters.png");
        await Expect(canvas.Stage).ToHaveCSSAsync("background-color", "rgb(28, 28, 28)");
        Assert.InRange((await Sidebar(page).BoundingBoxAsync())!.Width, 40, 80);
        Assert.Equal(wide, (await Talk(page).BoundingBoxAsync())!.Width, tolerance: 1);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Framed" })).ToBeVisibleAsync();
        Assert.Empty(await LookTests.ViolationsAsync(page, "folded"));

        var edge = (await divider.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(edge.X + 4, 300);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(edge.X - 100, 300, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        Assert.InRange((await Talk(page).BoundingBoxAsync())!.Width, wide + 80, wide + 120);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Letters_show_the_picture_alone_its_original_its_history_and_downloads() => browser.RunAsync("letters", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, canvas) = (user.Page, new CanvasScreen(user.Page));
        var session = await user.Api.CreateSessionAsync("Letters");
        var made = await user.EditAsync(await user.UploadAsync(session.Id, TestImages.Png(300, 200), "quarters.png"), "black and white");
        await new SessionScreen(page).OpenAsync($"/s/{session.Id}");
        await canvas.ShouldShowAsync(made.FileName);
        await canvas.Stage.FocusAsync();
        var width = (await canvas.Stage.BoundingBoxAsync())!.Width;

        await page.Keyboard.PressAsync("f");
        await Expect(Sidebar(page)).ToBeHiddenAsync();
        await Expect(Talk(page)).ToBeHiddenAsync();
        Assert.Equal(page.ViewportSize!.Width, (await canvas.Stage.BoundingBoxAsync())!.Width);
        await page.Keyboard.PressAsync("Escape");
        await Expect(Talk(page)).ToBeVisibleAsync();
        Assert.Equal(width, (await canvas.Stage.BoundingBoxAsync())!.Width);

        var original = canvas.Sheet.Locator("[data-original]");
        await page.Keyboard.DownAsync("\\");
        await Expect(original).ToBeVisibleAsync();
        await Expect(original).ToHaveJSPropertyAsync("naturalWidth", 300);
        await page.Keyboard.UpAsync("\\");
        await Expect(original).ToBeHiddenAsync();
        await canvas.Button("Hold to see the original").HoverAsync();
        await page.Mouse.DownAsync();
        await Expect(original).ToBeVisibleAsync();
        await page.Mouse.UpAsync();
        await Expect(original).ToBeHiddenAsync();

        await canvas.Stage.FocusAsync();
        await page.Keyboard.PressAsync("d");
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Download" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await canvas.Stage.FocusAsync();
        await page.Keyboard.PressAsync("h");
        await Expect(canvas.Button("History")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(canvas.Pane.Locator(".history")).ToBeVisibleAsync();

        // In a text they are letters.
        await new SessionScreen(page).Composer.PressSequentiallyAsync("fhd");
        await Expect(Talk(page)).ToBeVisibleAsync();
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task The_strip_is_one_stop_whose_pictures_the_arrows_reach() => browser.RunAsync("strip", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, canvas) = (user.Page, new CanvasScreen(user.Page));
        var session = await user.Api.CreateSessionAsync("Strip");
        for (var i = 0; i < 10; i++)
        {
            await user.UploadAsync(session.Id, TestImages.Png(60 + i, 40), $"{i}.png");
        }
        await new SessionScreen(page).OpenAsync($"/s/{session.Id}");
        await canvas.ShouldShowAsync("9.png");
        var strip = canvas.Pane.Locator("[data-film] ul");
        await Expect(strip.Locator("[data-rove][tabindex='0']")).ToHaveCountAsync(1);
        await canvas.Button("Open 9.png").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(0, await strip.Locator("[data-rove]:not([tabindex])").CountAsync());
        await page.Keyboard.PressAsync("Tab");
        Assert.False(await strip.EvaluateAsync<bool>("strip => strip.contains(document.activeElement)"));
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task A_result_fades_into_what_it_was_made_from_unless_motion_is_unwanted() => browser.RunAsync("fade", async scenario =>
    {
        foreach (var motion in (ReducedMotion[])[ReducedMotion.NoPreference, ReducedMotion.Reduce])
        {
            using var user = await BrowserUser.RegisterAsync(browser, scenario, new() { ReducedMotion = motion, Locale = "en-US" });
            var (page, canvas) = (user.Page, new CanvasScreen(user.Page));
            var session = await user.Api.CreateSessionAsync("Fade");
            await user.UploadAsync(session.Id, TestImages.Png(300, 200), "quarters.png");
            await new SessionScreen(page).OpenAsync($"/s/{session.Id}");
            await canvas.ShouldShowAsync("quarters.png");
            await new SessionScreen(page).AskAsync("black and white");
            var from = canvas.Sheet.Locator("[data-from]");
            await Expect(from).ToHaveCountAsync(1);
            if (motion is ReducedMotion.Reduce)
            {
                await Expect(from).ToHaveCSSAsync("display", "none");
            }
            else
            {
                await Expect(from).ToHaveCSSAsync("transition-duration", "0.2s");
                await Expect(from).ToHaveCSSAsync("opacity", "0");
            }
        }
        Assert.Empty(scenario.ScriptErrors);
    });

    private static ILocator Sidebar(IPage page) => page.Locator(".sidebar");

    private static ILocator Talk(IPage page) => page.Locator(".talk");
}
