using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NanoBanana.Contracts.Images;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>What somebody does with Nano Banana, from the first page to the last, while somebody else looks on.</summary>
[Collection(nameof(BrowserFixture))]
public sealed partial class WholeStoryTests(BrowserFixture browser)
{
    [Fact]
    public Task A_photograph_is_changed_compared_shared_live_deleted_and_brought_back() =>
        browser.RunAsync("whole-scenario", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, here) = (user.Page, new SessionScreen(user.Page));
        var (canvas, history, share) = (new CanvasScreen(page), new HistoryScreen(page), new ShareScreen(page));
        await here.CreateAsync();
        await here.MarkAsync();
        var id = new SessionId(new Uri(page.Url).Segments[^1]);
        await here.DropAsync(TestImages.Png(300, 200), "quarters.png", "image/png");
        await canvas.ShouldShowAsync("quarters.png");

        await here.AskAsync("black and white");
        await Expect(here.Messages).ToHaveCountAsync(2);
        await canvas.ShouldShowAsync("black and white.png");
        await canvas.StartPaintingAsync();
        await canvas.Button("Rectangle").ClickAsync();
        await canvas.DragAsync(40, 30, 140, 90);
        await Expect(canvas.Mask).ToBeVisibleAsync();
        await here.AskAsync("invert the colours");
        await Expect(here.Messages).ToHaveCountAsync(4);
        await canvas.ShouldShowAsync("invert the colours.png");
        await ShouldBeTheRectangleAsync(user, id);

        await canvas.Button("Compare").ClickAsync();
        await Expect(canvas.Sheet.GetByAltText("Before: black and white.png")).ToBeVisibleAsync();
        await canvas.Slider.PressAsync("End");
        await Expect(canvas.Slider).ToHaveAttributeAsync("aria-valuenow", "100");
        await canvas.Button("Swap before and after").ClickAsync();
        await Expect(canvas.Sheet.GetByAltText("Before: invert the colours.png")).ToBeVisibleAsync();
        await canvas.Button("Done").ClickAsync();
        await canvas.ShouldShowAsync("black and white.png");
        await history.OpenAsync();
        await Expect(history.Versions).ToHaveCountAsync(3);
        await history.Version("quarters.png").ClickAsync();
        await canvas.ShouldShowAsync("quarters.png");
        await canvas.Button("History").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Images" }).Locator(".thumbnail")).ToHaveCountAsync(3);

        var other = await scenario.OpenAsync();
        var guest = await new AccountScreen(other).RegisterAsync();
        var (there, theirs) = (new SessionScreen(other), other.GetByRole(AriaRole.Link, new() { Name = "black and white" }));
        await there.MarkAsync();
        await share.OpenAsync();
        await share.AddAsync(guest, "Viewer");
        await Expect(share.Members).ToHaveCountAsync(2);
        await share.CloseAsync();
        await theirs.ClickAsync();
        await Expect(there.Messages).ToHaveCountAsync(4);
        await here.AskAsync("mirror");
        await new CanvasScreen(other).ShouldShowAsync("mirror.png");
        await here.WriteAsync("Better?");
        await Expect(there.Messages).ToHaveCountAsync(7);
        await Expect(there.Messages.Last).ToContainTextAsync("Better?");

        await new SessionListScreen(page).Row("black and white").HoverAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete black and white" }).ClickAsync();
        await Expect(other.GetByRole(AriaRole.Status, new() { Name = "Notices" })).ToContainTextAsync("was deleted by its owner");
        await Expect(other).ToHaveURLAsync(Home());
        await Expect(theirs).ToHaveCountAsync(0);
        await Expect(page).ToHaveURLAsync(Home());
        await page.GetByRole(AriaRole.Status, new() { Name = "Notices" }).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(here.Messages).ToHaveCountAsync(7);
        await new CanvasScreen(page).ShouldShowAsync("mirror.png");
        await theirs.ClickAsync();
        await Expect(there.Messages).ToHaveCountAsync(7);
        await new CanvasScreen(other).ShouldShowAsync("mirror.png");
        await here.ShouldNotHaveReloadedAsync();
        await there.ShouldNotHaveReloadedAsync();
        Assert.Empty(scenario.ScriptErrors);
    });

    private static async Task ShouldBeTheRectangleAsync(BrowserUser user, SessionId sessionId)
    {
        var edits = (await user.Api.ListEditsAsync(sessionId)).Items;
        await using var content = await user.Api.OpenImageAsync(edits[0].MaskImageId!.Value, ImageVariant.Original);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        var mask = TestPixels.Decode(bytes.ToArray(), "pngload_buffer");
        Assert.Equal((300, 200), (mask.Width, mask.Height));
        for (var y = 0; y < 200; y++)
        {
            for (var x = 0; x < 300; x++)
            {
                // The pointer's own points need not lie on the picture's: one pixel at the edges is open.
                var isOutside = x is < 39 or > 140 || y is < 29 or > 90;
                var isInside = x is > 40 and < 139 && y is > 30 and < 89;
                Assert.True(mask.At(x, y)[0] == 0 ? !isInside : !isOutside, $"({x}, {y})");
            }
        }
    }

    [GeneratedRegex(@"^http://[^/]+/$")]
    private static partial Regex Home();
}
