using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>Words that are dragged to their place on the picture.</summary>
[Collection(nameof(ToolFixture))]
public sealed class TextToolTests(BrowserFixture browser)
{
    private static readonly byte[] Blue = [30, 30, 220];

    [Fact]
    public Task Words_stand_where_they_were_dragged_to() => browser.RunAsync("text-mouse", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var page = user.Page;
        var image = await ToolStory.OpenAsync(user, TestPng.Of(Plain(480, 320)), "plain.png");
        await new CanvasScreen(page).Button("Text").ClickAsync();
        await Expect(Words(page)).ToBeFocusedAsync();
        await Expect(Button(page, "Apply")).ToBeDisabledAsync();
        await page.Keyboard.TypeAsync("He said \"Hill\"");
        await Bar(page).GetByLabel("Colour of the text").FillAsync("#1e1edc");
        await Button(page, "Outline").ClickAsync();
        await Expect(Button(page, "Outline")).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(Box(page)).ToBeVisibleAsync();
        var box = (await Box(page).BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width / 2) - 60, box.Y + (box.Height / 2) - 150, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        var (shown, picture) = ((await Box(page).BoundingBoxAsync())!, (await page.Locator("[data-text-picture]").BoundingBoxAsync())!);
        await Button(page, "Apply").ClickAsync();
        await Expect(Bar(page)).ToBeHiddenAsync();
        var (edit, result) = await ToolStory.ResultAsync(user, image);
        var said = System.Text.RegularExpressions.Regex.Match(
            edit.Prompt, @"^write 「He said ""Hill""」 at (\d+), (\d+), size 26 px, in #1e1edc, bold$");
        Assert.True(said.Success, edit.Prompt);
        var (left, top) = (int.Parse(said.Groups[1].Value, null), int.Parse(said.Groups[2].Value, null));
        // The box is larger than the letters by as much on every side.
        var (x, y) = ((shown.X + 12 - picture.X) * 480 / picture.Width, (shown.Y + 12 - picture.Y) * 480 / picture.Width);
        Assert.InRange(left, x - 2, x + 2);
        Assert.InRange(top, y - 2, y + 2);
        var (inkLeft, inkTop) = Ink(result);
        Assert.InRange(inkLeft, left - 1, left + 5);
        Assert.InRange(inkTop, top - 1, top + 8);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Words_are_written_moved_and_undone_by_keys() => browser.RunAsync("text-keys", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, canvas) = (user.Page, new CanvasScreen(user.Page));
        var image = await ToolStory.OpenAsync(user, TestPng.Of(Plain(400, 300)), "plain.png");
        await canvas.Stage.FocusAsync();
        await page.Keyboard.PressAsync("t");
        await Expect(Words(page)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("A+b");
        await page.Keyboard.PressAsync("Escape");
        await Expect(Bar(page)).ToBeHiddenAsync();
        await Expect(canvas.Button("Text")).ToBeFocusedAsync();
        Assert.Empty((await user.Api.ListEditsAsync(image.SessionId)).Items);

        await page.Keyboard.PressAsync("Enter");
        await Expect(Words(page)).ToHaveValueAsync("");
        await page.Keyboard.TypeAsync("A+b");
        await Box(page).FocusAsync();
        for (var step = 0; step < 60; step++)
        {
            await page.Keyboard.PressAsync("ArrowLeft");
            await page.Keyboard.PressAsync("ArrowUp");
        }
        await page.Keyboard.PressAsync("Control+ArrowRight");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Control+z");
        await page.Keyboard.PressAsync("Enter");
        var (edit, _) = await ToolStory.ResultAsync(user, image);
        Assert.Equal("write “A+b” at 1, 0, size 24 px, in #ffffff, bold, with outline", edit.Prompt);
        Assert.Empty(scenario.ScriptErrors);
    });

    private static ILocator Bar(IPage page) => page.GetByRole(AriaRole.Group, new() { Name = "Text", Exact = true });

    private static ILocator Box(IPage page) => page.GetByRole(AriaRole.Group, new() { Name = "Words on the picture" });

    private static ILocator Words(IPage page) => Bar(page).GetByRole(AriaRole.Textbox, new() { Name = "What to write" });

    private static ILocator Button(IPage page, string name) => Bar(page).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static TestPixels Plain(int width, int height)
    {
        var pixels = new TestPixels(new byte[width * height * 3], width, height, 3);
        pixels.Bytes.AsSpan().Fill(250);
        return pixels;
    }

    /// <summary>The first column and the first row that the letters touch.</summary>
    private static (int Left, int Top) Ink(TestPixels pixels)
    {
        var (left, top) = (pixels.Width, pixels.Height);
        for (var y = 0; y < pixels.Height; y++)
        {
            for (var x = 0; x < pixels.Width; x++)
            {
                if (Math.Abs(pixels.At(x, y)[0] - Blue[0]) < 90)
                {
                    (left, top) = (Math.Min(left, x), Math.Min(top, y));
                }
            }
        }

        return (left, top);
    }
}
