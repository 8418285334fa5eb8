using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>Cropping by hand.</summary>
[Collection(nameof(ToolFixture))]
public sealed class CropTests(BrowserFixture browser)
{
    [Fact]
    public Task What_the_frame_shows_is_what_comes_out() => browser.RunAsync("crop-mouse", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, crop) = (user.Page, new CropScreen(user.Page));
        var image = await ToolStory.OpenAsync(user, TestImages.Png(480, 320));
        // Whichever engine is chosen, a hand's crop is exact.
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Engine" }).SelectOptionAsync("gemini");
        await crop.OpenAsync();
        await Expect(crop.Size).ToHaveTextAsync("480 × 320");
        await Expect(crop.Button("Apply")).ToBeDisabledAsync();
        await crop.Button("Rotate right").ClickAsync();
        await crop.Button("Flip horizontally").ClickAsync();
        await crop.StraightenAsync(-7.3);
        await crop.DragAsync(1, 1, -60, -90);
        await crop.DragAsync(0.5, 0.5, 25, 40);
        await crop.DragAsync(0, 0.5, 15, 0);
        var shown = await ScreenAsync(page, crop);
        await crop.Button("Apply").ClickAsync();

        await crop.ShouldBeClosedAsync();
        var (edit, result) = await ToolStory.ResultAsync(user, image);
        Assert.Equal("local", edit.Engine);
        Assert.Matches(@"^flip horizontally, rotate left, straighten by 7\.3° to the left, crop to \d+x\d+ at \d+, \d+$", edit.Prompt);
        await new CanvasScreen(page).ShouldShowAsync((await user.Api.GetImageAsync(edit.ResultIds[0])).FileName);
        QuarterColours.AssertSame(shown, result);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Ratios_hold_and_everything_is_undone_by_keys_or_given_up() => browser.RunAsync("crop-keys", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, crop, canvas) = (user.Page, new CropScreen(user.Page), new CanvasScreen(user.Page));
        var image = await ToolStory.OpenAsync(user, TestImages.Png(400, 300));
        await canvas.Stage.FocusAsync();
        await page.Keyboard.PressAsync("x");
        await crop.ShouldBeOpenAsync();
        await Expect(crop.Frame).ToBeFocusedAsync();
        foreach (var (ratio, size) in ((string, string)[])
            [
                ("1:1", "300 × 300"), ("4:5", "240 × 300"), ("16:9", "400 × 225"), ("3:2", "400 × 267"), ("A4", "400 × 283"),
                ("Original", "400 × 300"),
            ])
        {
            await crop.Ratio.SelectOptionAsync(new SelectOptionValue { Label = ratio });
            await Expect(crop.Size).ToHaveTextAsync(size);
        }
        await crop.Ratio.SelectOptionAsync("custom");
        await Expect(crop.Size).ToHaveTextAsync("214 × 300");
        await crop.Bar.GetByRole(AriaRole.Spinbutton, new() { Name = "Parts across" }).FillAsync("7");
        await page.Keyboard.PressAsync("Tab");
        await Expect(crop.Size).ToHaveTextAsync("300 × 300");
        await crop.Ratio.SelectOptionAsync("4:5");
        await crop.Button("Turn the frame on its side").ClickAsync();
        await Expect(crop.Size).ToHaveTextAsync("375 × 300");

        // A step is a fiftieth of the shorter side, by Ctrl a pixel.
        await crop.Ratio.SelectOptionAsync("free");
        await crop.Frame.FocusAsync();
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await Expect(crop.Size).ToHaveTextAsync("369 × 300");
        await page.Keyboard.PressAsync("Control+Shift+ArrowUp");
        await Expect(crop.Size).ToHaveTextAsync("369 × 299");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(crop.Size).ToHaveTextAsync("369 × 300");
        await page.Keyboard.PressAsync("Control+y");
        await Expect(crop.Size).ToHaveTextAsync("369 × 299");

        // Given up, nothing has happened.
        await page.Keyboard.PressAsync("Escape");
        await crop.ShouldBeClosedAsync();
        await Expect(canvas.Button("Crop")).ToBeFocusedAsync();
        await canvas.ShouldShowAsync("quarters.png");
        await page.Keyboard.PressAsync("Enter");
        await crop.ShouldBeOpenAsync();
        await Expect(crop.Size).ToHaveTextAsync("400 × 300");
        await crop.Button("Cancel").ClickAsync();
        Assert.Empty((await user.Api.ListEditsAsync(image.SessionId)).Items);

        await page.Keyboard.PressAsync("x");
        await crop.ShouldBeOpenAsync();
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await page.Keyboard.PressAsync("Shift+ArrowUp");
        await page.Keyboard.PressAsync("Control+ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        var (edit, result) = await ToolStory.ResultAsync(user, image);
        Assert.Equal(("crop to 394x294 at 1, 0", 394, 294), (edit.Prompt, result.Width, result.Height));
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task On_a_phone_a_large_picture_is_cropped_by_finger() => browser.RunAsync("crop-touch", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario, LookTests.Options("phone"));
        var (page, crop) = (user.Page, new CropScreen(user.Page));
        var image = await ToolStory.OpenAsync(user, TestImages.Jpeg(3000, 2000));
        await new CanvasScreen(page).Button("Crop").TapAsync();
        await crop.ShouldBeOpenAsync();
        // The small picture is turned and moved, however large the real one is.
        await Expect(crop.Picture).ToHaveJSPropertyAsync("naturalWidth", 1280);
        foreach (var name in (string[])["Apply", "Cancel", "Rotate left", "Flip vertically"])
        {
            await Expect(crop.Button(name)).ToBeInViewportAsync(new() { Ratio = 1 });
            Assert.True((await crop.Button(name).BoundingBoxAsync())!.Height >= 44);
        }
        var fingers = await TouchGestures.OnAsync(page);
        var before = await crop.BoxAsync();
        var (corner, middle) = (await crop.PointAsync(1, 1), await crop.PointAsync(0.3, 0.3));
        // A finger need not hit the corner itself.
        await fingers.DragAsync(
            ((corner.X + 15, corner.Y + 15), (corner.X + 15 - (before.Width / 2), corner.Y + 15 - (before.Height / 2))));
        await Expect(crop.Size).ToContainTextAsync(new System.Text.RegularExpressions.Regex("^1(49|50)\\d × (99|100)\\d$"));
        await fingers.DragAsync((middle, (middle.X + (before.Width * 0.6), middle.Y + 10)));
        await crop.Button("Apply").TapAsync();
        var (edit, result) = await ToolStory.ResultAsync(user, image);
        Assert.Matches(@"^crop to 1(49|50)\dx(99|100)\d at 1(49|50)\d, \d+$", edit.Prompt);
        Assert.InRange(result.At(result.Width / 2, 10)[1], 180, 220);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task A_lost_connection_loses_nothing_that_was_done_by_hand() => browser.RunAsync("crop-away", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, crop, canvas) = (user.Page, new CropScreen(user.Page), new CanvasScreen(user.Page));
        var image = await ToolStory.OpenAsync(user, TestImages.Png(400, 300));
        await page.RouteAsync("**/tools/crop*.js", route => route.AbortAsync());
        await canvas.Button("Crop").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status, new() { Name = "Notices" })).ToContainTextAsync("The tool could not be loaded");
        await Expect(canvas.Button("Crop")).ToBeVisibleAsync();
        await page.UnrouteAllAsync();
        await crop.OpenAsync();
        await crop.Ratio.SelectOptionAsync("1:1");

        await page.Context.SetOfflineAsync(true);
        await Expect(page.Locator(".connection")).ToContainTextAsync("You are offline");
        await crop.Button("Apply").ClickAsync();
        await Expect(crop.Size).ToHaveTextAsync("300 × 300");
        await page.Context.SetOfflineAsync(false);
        await Expect(page.Locator(".connection")).ToBeHiddenAsync();
        await Expect(crop.Size).ToHaveTextAsync("300 × 300");
        await crop.Button("Apply").ClickAsync();
        var (edit, _) = await ToolStory.ResultAsync(user, image);
        Assert.Equal("crop to 300x300 at 50, 0", edit.Prompt);
        await crop.ShouldBeClosedAsync();
    });

    [Fact]
    public Task What_could_not_be_sent_stays_in_the_tool() => browser.RunAsync("crop-unsent", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, crop) = (user.Page, new CropScreen(user.Page));
        await ToolStory.OpenAsync(user, TestImages.Png(400, 300));
        await page.EvaluateAsync(
            """
            async () => {
              const { tools } = await import('/js/tools.js');
              const answers = [undefined, true];
              window.sent = [];
              const send = async (name, picture, plan) => { sent.push(JSON.stringify(plan.box)); return answers.shift(); };
              const original = document.querySelector('[data-sheet] img[data-of]').dataset.src;
              await tools(document.querySelector('.canvas'), send, () => {})
                .start('crop', { id: 'one', width: 400, height: 300, original });
            }
            """);
        await crop.ShouldBeOpenAsync();
        await crop.Ratio.SelectOptionAsync("1:1");
        await crop.Button("Apply").ClickAsync();
        await Expect(crop.Size).ToHaveTextAsync("300 × 300");
        await crop.Button("Apply").ClickAsync();
        await crop.ShouldBeClosedAsync();
        Assert.Equal(Enumerable.Repeat("""{"x":50,"y":0,"width":300,"height":300}""", 2), await page.EvaluateAsync<string[]>("() => sent"));
    });

    /// <summary>What is inside the frame, without what is drawn on it.</summary>
    private static async Task<TestPixels> ScreenAsync(IPage page, CropScreen crop)
    {
        await crop.Frame.EvaluateAsync("frame => { frame.style.opacity = 0; }");
        var box = await crop.BoxAsync();
        return TestPixels.Decode(
            await page.ScreenshotAsync(new() { Clip = new() { X = box.X, Y = box.Y, Width = box.Width, Height = box.Height } }),
            "pngload_buffer");
    }
}
