using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(ToolFixture))]
public sealed class CanvasTests(BrowserFixture browser)
{
    [Fact]
    public Task A_picture_is_looked_at_by_wheel_keyboard_and_buttons() => browser.RunAsync("zoom", async scenario =>
    {
        var (page, canvas) = await OpenAsync(scenario, TestImages.Jpeg(4000, 3000));
        var fitted = await canvas.Zoom.TextContentAsync();
        await canvas.Pane.GetByRole(AriaRole.Button, new() { Name = "Actual size" }).ClickAsync();
        await Expect(canvas.Zoom).ToHaveTextAsync("100%");
        await Expect(canvas.Sheet.Locator("img[data-sharp]")).ToHaveJSPropertyAsync("naturalWidth", 4000);
        await canvas.Stage.FocusAsync();
        await page.Keyboard.PressAsync("+");
        await Expect(canvas.Zoom).ToHaveTextAsync("125%");
        await page.Keyboard.PressAsync("0");
        await Expect(canvas.Zoom).ToHaveTextAsync(fitted!);
        await canvas.Stage.HoverAsync();
        await page.Mouse.WheelAsync(0, -400);
        await Expect(canvas.Zoom).Not.ToHaveTextAsync(fitted!);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task A_half_painted_mask_and_a_typed_prompt_survive_a_reload() => browser.RunAsync("mask-reload", async scenario =>
    {
        var (page, canvas) = await OpenAsync(scenario, TestImages.Png(300, 200));
        await canvas.StartPaintingAsync();
        await canvas.Button("Rectangle").ClickAsync();
        await canvas.DragAsync(40, 30, 140, 90);
        await Expect(canvas.Mask).ToBeVisibleAsync();
        await new SessionScreen(page).Composer.FillAsync("Make the sky pink");

        await page.ReloadAsync();
        await canvas.ShouldShowAsync("quarters.png");
        await Expect(canvas.Mask).ToBeVisibleAsync();
        await Expect(new SessionScreen(page).Composer).ToHaveValueAsync("Make the sky pink");
        Assert.Equal((255, 0), (await canvas.PaintAtAsync(90, 60), await canvas.PaintAtAsync(200, 60)));
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task A_mask_is_painted_undone_inverted_and_cleared() => browser.RunAsync("mask-tools", async scenario =>
    {
        var (page, canvas) = await OpenAsync(scenario, TestImages.Png(300, 200));
        await canvas.StartPaintingAsync();
        await canvas.DragAsync(60, 60, 200, 60);
        Assert.Equal(255, await canvas.PaintAtAsync(130, 60));
        await canvas.Button("Eraser").ClickAsync();
        await canvas.DragAsync(130, 60, 131, 60);
        Assert.Equal(0, await canvas.PaintAtAsync(130, 60));
        await page.Keyboard.PressAsync("Control+z");
        Assert.Equal(255, await canvas.PaintAtAsync(130, 60));
        await canvas.Button("Invert").ClickAsync();
        Assert.Equal((0, 255), (await canvas.PaintAtAsync(130, 60), await canvas.PaintAtAsync(5, 190)));
        await canvas.Button("Clear mask").ClickAsync();
        await Expect(canvas.Mask).ToBeHiddenAsync();
        await canvas.Button("Undo").ClickAsync();
        await Expect(canvas.Mask).ToBeVisibleAsync();
    });

    [Fact]
    public Task A_picture_is_copied_and_downloaded_in_the_format_one_chooses() => browser.RunAsync("download", async scenario =>
    {
        var (page, canvas) = await OpenAsync(scenario, TestImages.Jpeg(300, 200));
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await canvas.Button("Copy picture").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status, new() { Name = "Notices" })).ToContainTextAsync("The picture is on the clipboard.");
        Assert.Equal("300 200 30 30 220", string.Join(" ", await ClipboardAsync(page)));
        await canvas.Button("Download").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(
            () => canvas.Pane.GetByRole(AriaRole.Button, new() { Name = "WebP" }).ClickAsync());
        Assert.Equal("quarters.webp", download.SuggestedFilename);
        await using var file = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        var pixels = TestPixels.Decode(bytes.ToArray(), "webpload_buffer");
        Assert.Equal((300, 200), (pixels.Width, pixels.Height));
    });

    [Fact]
    public Task The_chosen_thumbnail_is_scrolled_into_view() => browser.RunAsync("film-reveal", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var session = await user.Api.CreateSessionAsync("Many");
        var first = await user.UploadAsync(session.Id, TestImages.Png(40, 30), "first.png");
        for (var i = 1; i < 20; i++)
        {
            await user.UploadAsync(session.Id, TestImages.Png(40 + i, 30), $"{i}.png");
        }

        await new SessionScreen(user.Page).OpenAsync($"/s/{session.Id}?image={first.Id}");
        var canvas = new CanvasScreen(user.Page);
        await canvas.ShouldShowAsync("first.png");
        await Expect(canvas.Pane.Locator(".film [aria-current]")).ToBeInViewportAsync(new() { Ratio = 0.95f });
    });

    /// <summary>Width and height of the picture on the clipboard, and the colour of its bottom left, rounded to tens.</summary>
    private static Task<int[]> ClipboardAsync(IPage page) => page.EvaluateAsync<int[]>(
        """
        async () => {
          const [item] = await navigator.clipboard.read();
          const picture = await createImageBitmap(await item.getType('image/png'));
          const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
          context.drawImage(picture, 0, 0);
          const colour = [...context.getImageData(20, picture.height - 20, 1, 1).data].slice(0, 3);
          return [picture.width, picture.height, ...colour.map(value => Math.round(value / 10) * 10)];
        }
        """);

    private static async Task<(IPage Page, CanvasScreen Canvas)> OpenAsync(BrowserScenario scenario, byte[] picture)
    {
        var page = await scenario.OpenAsync();
        await new AccountScreen(page).RegisterAsync();
        var session = new SessionScreen(page);
        await session.CreateAsync();
        await session.DropAsync(picture, "quarters.png", "image/png");
        var canvas = new CanvasScreen(page);
        await canvas.ShouldShowAsync("quarters.png");
        return (page, canvas);
    }
}
