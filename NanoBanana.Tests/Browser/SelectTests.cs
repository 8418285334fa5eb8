using NanoBanana.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>
/// Selecting what the server finds, adding and taking away, growing and shrinking. The picture has four quarters of one colour each.
/// </summary>
[Collection(nameof(ToolFixture))]
public sealed class SelectTests(BrowserFixture browser)
{
    [Fact]
    public Task Pressing_on_things_adds_them_and_takes_them_away() => browser.RunAsync("select-object", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var image = await ToolStory.OpenAsync(user, TestImages.Png(300, 200));
        var (page, canvas) = (user.Page, new CanvasScreen(user.Page));
        await canvas.StartPaintingAsync();
        await canvas.Button("Object").ClickAsync();
        await PressAsync(canvas, 75, 50);
        await ShouldBeAsync(canvas, (75, 50, true), (225, 50, false), (75, 150, false));
        await PressAsync(canvas, 225, 50);
        await ShouldBeAsync(canvas, (75, 50, true), (225, 50, true), (75, 150, false));
        await canvas.Button("Take away from the selection").ClickAsync();
        await PressAsync(canvas, 75, 50);
        await ShouldBeAsync(canvas, (75, 50, false), (225, 50, true));
        await page.Keyboard.PressAsync("Control+z");
        await ShouldBeAsync(canvas, (75, 50, true), (225, 50, true));

        await page.ReloadAsync();
        await canvas.ShouldShowAsync("quarters.png");
        await ShouldBeAsync(canvas, (75, 50, true), (225, 50, true), (75, 150, false));
        await canvas.StartPaintingAsync();
        for (var i = 0; i < 3; i++)
        {
            await canvas.Button("Shrink").ClickAsync();
        }
        await new SessionScreen(page).AskAsync("black and white");
        var (edit, _) = await ToolStory.ResultAsync(user, image);
        var mask = TestPixels.Decode(await user.ReadAsync(await user.Api.GetImageAsync(edit.MaskImageId!.Value)), "pngload_buffer");
        Assert.Equal((300, 200), (mask.Width, mask.Height));
        // Twelve pixels less where it meets what is not selected, and none at the picture's own edge.
        Assert.Equal((255, 255, 0, 0), (mask.At(75, 2)[0], mask.At(225, 85)[0], mask.At(75, 91)[0], mask.At(75, 150)[0]));
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task A_frame_selects_what_it_holds_and_nothing_is_said_plainly() => browser.RunAsync("select-frame", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        await ToolStory.OpenAsync(user, Disc());
        var (page, canvas) = (user.Page, new CanvasScreen(user.Page));
        await canvas.Stage.FocusAsync();
        await page.Keyboard.PressAsync("m");
        await page.Keyboard.PressAsync("o");
        await Expect(canvas.Button("Object")).ToHaveAttributeAsync("aria-pressed", "true");
        await canvas.DragAsync(80, 30, 220, 170);
        await ShouldBeAsync(canvas, (150, 100, true), (110, 100, true), (85, 35, false), (20, 100, false));

        await page.RouteAsync("**/api/images/*/content*", route => route.FulfillAsync(new() { Status = 404 }));
        await PressAsync(canvas, 150, 100);
        await Expect(page.GetByText("The selection could not be loaded. Try again.")).ToBeVisibleAsync();
        await ShouldBeAsync(canvas, (150, 100, true), (20, 100, false));
    });

    [Fact]
    public Task Fingers_select_a_thing() => browser.RunAsync("select-touch", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario, LookTests.Options("phone"));
        await ToolStory.OpenAsync(user, TestImages.Png(300, 200));
        var (page, canvas) = (user.Page, new CanvasScreen(user.Page));
        await canvas.Button("Mask").TapAsync();
        await canvas.Button("Object").TapAsync();
        var sheet = (await canvas.Sheet.BoundingBoxAsync())!;
        await page.Touchscreen.TapAsync(sheet.X + (sheet.Width * 0.75f), sheet.Y + (sheet.Height * 0.75f));
        await ShouldBeAsync(canvas, (225, 150, true), (75, 150, false), (225, 50, false));
        await Expect(canvas.Mask).ToBeVisibleAsync();
    });

    private static Task PressAsync(CanvasScreen canvas, int x, int y) =>
        canvas.Sheet.ClickAsync(new() { Position = new() { X = x, Y = y } });

    /// <summary>Whether points of the picture are selected.</summary>
    private static Task ShouldBeAsync(CanvasScreen canvas, params (int X, int Y, bool Selected)[] points) =>
        Eventually.TrueAsync(async () =>
    {
        foreach (var (x, y, selected) in points)
        {
            if (await canvas.PaintAtAsync(x, y) > 127 != selected)
            {
                return false;
            }
        }
        return true;
    }, $"the selection to be {string.Join(' ', points)}");

    /// <summary>Red, on grey.</summary>
    private static byte[] Disc()
    {
        var pixels = new TestPixels(new byte[300 * 200 * 3], 300, 200, 3);
        for (var y = 0; y < 200; y++)
        {
            for (var x = 0; x < 300; x++)
            {
                var inside = ((x - 150) * (x - 150)) + ((y - 100) * (y - 100)) < 50 * 50;
                var pixel = pixels.At(x, y);
                (pixel[0], pixel[1], pixel[2]) = inside ? ((byte)200, (byte)30, (byte)40) : ((byte)150, (byte)150, (byte)150);
            }
        }
        return pixels.ToJpeg(quality: 95);
    }
}
