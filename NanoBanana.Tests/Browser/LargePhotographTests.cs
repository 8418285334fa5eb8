using Microsoft.Playwright;
using NanoBanana.Core.Edits;
using NanoBanana.Tests.Fixtures;
using NetVips;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(ToolFixture))]
public sealed class LargePhotographTests(BrowserFixture browser)
{
    private const int Enlarged = 10;

    [Fact]
    public Task A_photograph_of_50_megapixels_is_opened_masked_changed_and_downloaded() =>
        browser.RunAsync("large-photograph", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, session, canvas) = (user.Page, new SessionScreen(user.Page), new CanvasScreen(user.Page));
        var died = false;
        page.Crash += (_, _) => died = true;
        await session.CreateAsync();
        await session.MarkAsync();
        await session.DropAsync(Photograph(866, 577), "studio.jpg", "image/jpeg");
        await canvas.ShouldShowAsync("studio.jpg");
        await canvas.Pane.GetByText("Actual size").ClickAsync();
        await Expect(canvas.Sheet.Locator("img[data-sharp]")).ToHaveJSPropertyAsync("naturalWidth", 8660);

        await canvas.StartPaintingAsync();
        await canvas.Button("Rectangle").ClickAsync();
        await canvas.DragAsync(4300, 2860, 4400, 2900);
        await Expect(canvas.Mask).ToBeVisibleAsync();
        await session.AskAsync("invert the colours");
        var edit = await Eventually.GetAsync(
            async () => (await user.Api.ListEditsAsync(new(new Uri(page.Url).Segments[^1]))).Items
                .SingleOrDefault(asked => asked.IsFinished()),
            "the edit of 50 megapixels to be finished", TimeSpan.FromMinutes(3));
        await canvas.ShouldShowAsync("invert the colours.png");
        var mask = await user.Api.GetImageAsync(edit.MaskImageId!.Value);
        Assert.Equal((8660, 5770), (mask.Width, mask.Height));

        await canvas.Button("Download").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(
            () => canvas.Pane.GetByRole(AriaRole.Button, new() { Name = "JPEG" }).ClickAsync(), new() { Timeout = 60_000 });
        var header = TestPixels.Decode(await File.ReadAllBytesAsync(await download.PathAsync()), "jpegload_buffer");
        Assert.Equal((8660, 5770), (header.Width, header.Height));
        Assert.False(died);
        await session.ShouldNotHaveReloadedAsync();
        Assert.Empty(scenario.ScriptErrors);
    });

    /// <summary>A photograph of ten times the width and height that are given.</summary>
    private static byte[] Photograph(int width, int height)
    {
        using var small = Image.JpegloadBuffer(TestPixels.Photograph(width, height).ToJpeg(quality: 90));
        using var large = small.Zoom(Enlarged, Enlarged);
        return large.JpegsaveBuffer(q: 75);
    }
}
