using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>Making a picture larger by hand.</summary>
[Collection(nameof(ToolFixture))]
public sealed class ExpandTests(BrowserFixture browser)
{
    [Fact]
    public Task What_the_frame_shows_is_what_comes_out() => browser.RunAsync("expand-mouse", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var page = user.Page;
        var image = await ToolStory.OpenAsync(user, TestImages.Png(480, 320));
        await OpenAsync(page);
        await Expect(Size(page)).ToHaveTextAsync("480 × 320");
        await Expect(Button(page, "Apply")).ToBeDisabledAsync();
        var box = (await Frame(page).BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + box.Width, box.Y + box.Height);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + box.Width + 24, box.Y + box.Height + 10, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await Expect(Button(page, "Apply")).ToBeEnabledAsync();
        await SetAsync(page, "Left", 70);
        await page.Keyboard.PressAsync("Escape");
        var ground = TestPixels.Decode(Convert.FromBase64String(await page.Locator("[data-expand-ground]").EvaluateAsync<string>(
            "ground => ground.toDataURL('image/png').split(',')[1]")), "pngload_buffer");
        await Button(page, "Apply").ClickAsync();
        await Expect(Bar(page)).ToBeHiddenAsync();
        var (edit, result) = await ToolStory.ResultAsync(user, image);
        Assert.Matches(@"^extend by 70 px to the left, extend by \d+ px to the right, extend by \d+ px to the bottom$", edit.Prompt);
        Assert.Equal((ground.Width, ground.Height), (result.Width, result.Height));
        Assert.Equal(ground.At(3, 3).ToArray()[..3], result.At(3, 3).ToArray()[..3]);
        QuarterColours.AssertSame(ground, result);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Keys_ratios_and_fills_are_undone_or_given_up() => browser.RunAsync("expand-keys", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, canvas) = (user.Page, new CanvasScreen(user.Page));
        var image = await ToolStory.OpenAsync(user, TestImages.Png(400, 300));
        await canvas.Stage.FocusAsync();
        await page.Keyboard.PressAsync("e");
        await Expect(Frame(page)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(Size(page)).ToHaveTextAsync("406 × 300");
        await page.Keyboard.PressAsync("Control+ArrowUp");
        await Expect(Size(page)).ToHaveTextAsync("406 × 301");
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await Expect(Size(page)).ToHaveTextAsync("400 × 301");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(Size(page)).ToHaveTextAsync("406 × 301");
        await page.Keyboard.PressAsync("Control+y");
        await Expect(Size(page)).ToHaveTextAsync("400 × 301");
        foreach (var (ratio, size) in ((string, string)[])[("1:1", "400 × 400"), ("16:9", "533 × 300"), ("4:5", "400 × 500")])
        {
            await Bar(page).GetByRole(AriaRole.Combobox, new() { Name = "Ratio" }).SelectOptionAsync(ratio);
            await Expect(Size(page)).ToHaveTextAsync(size);
        }
        await page.Keyboard.PressAsync("Escape");
        await Expect(Bar(page)).ToBeHiddenAsync();
        await Expect(canvas.Button("Expand")).ToBeFocusedAsync();
        Assert.Empty((await user.Api.ListEditsAsync(image.SessionId)).Items);

        await page.Keyboard.PressAsync("Enter");
        await Expect(Size(page)).ToHaveTextAsync("400 × 300");
        await Bar(page).GetByRole(AriaRole.Combobox, new() { Name = "Fill" }).SelectOptionAsync("colour");
        await Bar(page).GetByLabel("Colour of the new area").FillAsync("#00ff00");
        await Frame(page).FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        var (edit, result) = await ToolStory.ResultAsync(user, image);
        Assert.Equal(("extend by 6 px to the bottom in #00ff00", 400, 306), (edit.Prompt, result.Width, result.Height));
        Assert.Equal([0, 255, 0], result.At(200, 304).ToArray()[..3]);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task On_a_phone_an_edge_follows_the_finger() => browser.RunAsync("expand-touch", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario, LookTests.Options("phone"));
        var page = user.Page;
        var image = await ToolStory.OpenAsync(user, TestImages.Jpeg(3000, 2000));
        await new CanvasScreen(page).Button("Expand").TapAsync();
        await Expect(Frame(page)).ToBeVisibleAsync();
        var box = (await Frame(page).BoundingBoxAsync())!;
        var fingers = await TouchGestures.OnAsync(page);
        // A finger need not hit the edge itself.
        await fingers.DragAsync(
            ((box.X + (box.Width / 2), box.Y + box.Height + 12), (box.X + (box.Width / 2), box.Y + (box.Height * 1.5) + 12)));
        await Expect(Size(page)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^3000 × (299|30[01])\\d$"));
        await Button(page, "Apply").TapAsync();
        var (edit, result) = await ToolStory.ResultAsync(user, image);
        Assert.Matches(@"^extend by (99|100)\d px to the bottom$", edit.Prompt);
        Assert.InRange(result.Height, 2990, 3010);
        Assert.Empty(scenario.ScriptErrors);
    });

    private static async Task OpenAsync(IPage page)
    {
        await new CanvasScreen(page).Button("Expand").ClickAsync();
        await Expect(page.Locator("[data-tool-layer=expand]")).ToHaveAttributeAsync("data-drawn", "");
    }

    private static async Task SetAsync(IPage page, string side, int pixels)
    {
        await Button(page, "Sides by numbers").ClickAsync();
        await Bar(page).GetByRole(AriaRole.Spinbutton, new() { Name = side }).FillAsync(FormattableString.Invariant($"{pixels}"));
        await page.Keyboard.PressAsync("Enter");
    }

    private static ILocator Bar(IPage page) => page.GetByRole(AriaRole.Group, new() { Name = "Expand", Exact = true });

    private static ILocator Frame(IPage page) => page.GetByRole(AriaRole.Group, new() { Name = "Frame of the larger picture" });

    private static ILocator Size(IPage page) => Bar(page).GetByRole(AriaRole.Status);

    private static ILocator Button(IPage page, string name) => Bar(page).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
