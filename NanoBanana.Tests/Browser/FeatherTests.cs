using Microsoft.Playwright;
using NanoBanana.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>The soft edge of a selection: how it is drawn, sent and blended.</summary>
[Collection(nameof(ToolFixture))]
public sealed class FeatherTests(BrowserFixture browser)
{
    [Fact]
    public Task A_soft_edge_reaches_as_far_as_asked_and_not_from_the_picture_s_edge() => browser.RunAsync("feather-png", async scenario =>
    {
        var page = await scenario.OpenAsync();
        await page.GotoAsync("/sign-in");
        // Several bands high, so that their seams would show.
        const string Box = "mask.add({ kind: 'box', x: 0, y: 500, width: 1000, height: 600 });";
        var hard = await ScriptTests.MaskAsync(page, 3000, 1600, Box + "mask.soften(20); mask.soften(0);");
        Assert.All(Enumerable.Range(0, 1600), y => Assert.Equal(y is >= 500 and < 1100 ? 255 : 0, hard.At(500, y)[0]));

        var soft = await ScriptTests.MaskAsync(page, 3000, 1600, Box + "mask.soften(20);");
        Assert.Equal((3000, 1600, 1), (soft.Width, soft.Height, soft.Bands));
        var across = Enumerable.Range(0, 3000).Select(x => (int)soft.At(x, 800)[0]).ToArray();
        Assert.All(across[..980], value => Assert.Equal(255, value));
        Assert.All(across[1020..], value => Assert.Equal(0, value));
        // Half of the picture's change at the edge, and no step that can be seen.
        Assert.InRange((across[999] + across[1000]) / 2, 190, 193);
        Assert.All(Enumerable.Range(981, 36), x => Assert.InRange(across[x - 1] - across[x], 0, 8));
        Assert.All(Enumerable.Range(0, 1600), y =>
        {
            var near = Math.Min(Math.Abs(y - 499.5), Math.Abs(y - 1099.5));
            Assert.True(
                soft.At(0, y)[0] == (near > 20 ? (y is > 500 and < 1100 ? 255 : 0) : soft.At(500, y)[0]), $"{y}: {soft.At(0, y)[0]}");
            Assert.Equal(soft.At(500, 1599 - y)[0], soft.At(500, y)[0]);
        });
        var top = await ScriptTests.MaskAsync(
            page, 3000, 1600, "mask.add({ kind: 'box', x: 500, y: 0, width: 1000, height: 300 }); mask.soften(20);");
        Assert.Equal((255, 255), (top.At(1000, 0)[0], top.At(1000, 279)[0]));
        Assert.InRange(top.At(1000, 300)[0], 128, 190);
    });

    [Fact]
    public Task A_feathered_selection_blends_into_the_picture() => browser.RunAsync("feather", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var image = await ToolStory.OpenAsync(user, TestImages.Png(300, 200));
        var (page, canvas) = (user.Page, new CanvasScreen(user.Page));
        await canvas.StartPaintingAsync();
        await canvas.Button("Rectangle").ClickAsync();
        await canvas.DragAsync(30, 30, 110, 80);
        var feather = canvas.Pane.GetByRole(AriaRole.Slider, new() { Name = "Feather" });
        await feather.FillAsync("10");
        await Expect(feather).ToHaveAttributeAsync("aria-valuetext", "10 px");
        await ShouldCoverAsync(30, 55, 100, 160);
        await canvas.Stage.FocusAsync();
        await page.Keyboard.PressAsync("}");
        await Expect(feather).ToHaveAttributeAsync("aria-valuetext", "12 px");
        await page.Keyboard.PressAsync("{");
        await Expect(feather).ToHaveAttributeAsync("aria-valuetext", "10 px");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(feather).ToHaveAttributeAsync("aria-valuetext", "0 px");
        await ShouldCoverAsync(30, 55, 255, 255);
        await page.Keyboard.PressAsync("Control+Shift+z");
        await ShouldCoverAsync(30, 55, 100, 160);

        await page.ReloadAsync();
        await canvas.ShouldShowAsync("quarters.png");
        await ShouldCoverAsync(30, 55, 100, 160);
        await new SessionScreen(page).AskAsync("black and white");
        var (_, result) = await ToolStory.ResultAsync(user, image);
        var source = TestPixels.Decode(TestImages.Png(300, 200), "pngload_buffer");
        for (var at = 0; at < 300 * 200; at++)
        {
            var (x, y) = (at % 300, at / 300);
            if (x is < 20 or >= 120 || y is < 20 or >= 90)
            {
                Assert.True(source.At(x, y).SequenceEqual(result.At(x, y)), $"{x}, {y} has changed.");
            }
        }
        // Red becomes grey little by little.
        var greens = Enumerable.Range(15, 30).Select(x => (int)result.At(x, 55)[1]).ToArray();
        Assert.Equal(greens.Order(), greens);
        Assert.InRange(greens.Distinct().Count(), 12, 22);
        Assert.Empty(scenario.ScriptErrors);

        Task ShouldCoverAsync(int x, int y, int least, int most) => Eventually.TrueAsync(
            async () => await canvas.PaintAtAsync(x, y) is var paint && paint >= least && paint <= most,
            $"{x}, {y} to be covered by {least}–{most}");
    });
}
