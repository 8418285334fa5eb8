using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>Looks, chosen from small pictures.</summary>
[Collection(nameof(ToolFixture))]
public sealed class LookToolTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("Cinematic", 70, "cinematic 70%"), InlineData("Duotone", 100, "duotone 100%")]
    [InlineData("Black and white", 60, "saturation -60%")]
    public Task What_the_preview_shows_is_what_comes_out(string look, int strength, string words) =>
        browser.RunAsync($"look-of-{look}", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, panel) = (user.Page, Panel(user.Page));
        // Large enough for the table of colours that the worker has, too.
        var image = await ToolStory.OpenAsync(user, TestPng.Of(ColourChart.Draw(480, 330)), "chart.png");
        await new CanvasScreen(page).Button("Looks").ClickAsync();
        await Expect(panel).ToHaveAttributeAsync("data-drawn", "");
        await Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Apply" })).ToBeDisabledAsync();
        await panel.GetByText(look, new() { Exact = true }).ClickAsync();
        await panel.GetByRole(AriaRole.Slider, new() { Name = "Strength" }).FillAsync(FormattableString.Invariant($"{strength}"));
        var shown = await ShownAsync(page);
        await panel.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(panel).ToBeHiddenAsync();
        var (edit, result) = await ToolStory.ResultAsync(user, image);
        Assert.Equal(("local", words), (edit.Engine, edit.Prompt));
        ColourChart.AssertNear(result, shown, most: 3);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Looks_are_chosen_undone_and_given_up_by_keys() => browser.RunAsync("look-keys", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, panel, canvas) = (user.Page, Panel(user.Page), new CanvasScreen(user.Page));
        var image = await ToolStory.OpenAsync(user, TestImages.Jpeg(3000, 2000));
        await canvas.Stage.FocusAsync();
        await page.Keyboard.PressAsync("l");
        await Expect(panel).ToHaveAttributeAsync("data-drawn", "");
        await Expect(Choice("Black and white")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(Choice("Sepia")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(Choice("Fade")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Control+z");
        await Expect(Choice("Sepia")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(panel).ToBeHiddenAsync();
        await Expect(canvas.Button("Looks")).ToBeFocusedAsync();
        Assert.Empty((await user.Api.ListEditsAsync(image.SessionId)).Items);

        await page.Keyboard.PressAsync("Enter");
        await Expect(panel).ToHaveAttributeAsync("data-drawn", "");
        await Choice("Film").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("Enter");
        var (edit, _) = await ToolStory.ResultAsync(user, image);
        Assert.Equal("film look 99%", edit.Prompt);
        Assert.Empty(scenario.ScriptErrors);

        ILocator Choice(string name) => panel.GetByRole(AriaRole.Radio, new() { Name = name, Exact = true });
    });

    private static ILocator Panel(IPage page) => page.GetByRole(AriaRole.Group, new() { Name = "Looks", Exact = true });

    /// <summary>Both layers, as the browser mixes them, once the next frame is drawn.</summary>
    private static async Task<TestPixels> ShownAsync(IPage page) =>
        TestPixels.Decode(Convert.FromBase64String(await page.EvaluateAsync<string>(
            """
            () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
              const [below, above] = document.querySelectorAll('[data-look-stage] canvas');
              const mixed = Object.assign(document.createElement('canvas'), { width: below.width, height: below.height });
              const context = mixed.getContext('2d');
              context.drawImage(below, 0, 0);
              context.globalAlpha = Number(above.style.opacity);
              context.drawImage(above, 0, 0);
              done(mixed.toDataURL('image/png').split(',')[1]);
            })))
            """)), "pngload_buffer");
}
