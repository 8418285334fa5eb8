using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>Light, colour and detail by sliders.</summary>
[Collection(nameof(ToolFixture))]
public sealed class AdjustTests(BrowserFixture browser)
{
    private static readonly (string Name, int Amount)[] Everything =
    [
        ("Light", 25), ("Contrast", 40), ("Highlights", -60), ("Shadows", 50), ("Warmth", 35), ("Tint", -20), ("Saturation", 20),
        ("Vibrance", 45),
        ("Sharpness", 60), ("Vignette", 40), ("Grain", 30),
    ];

    [Theory]
    [InlineData("all", "adjust: light +25, contrast +40, highlights -60, shadows +50, warmth +35, tint -20, saturation +20, "
        + "vibrance +45, sharpness +60, vignette +40, grain +30")]
    [InlineData("darker", "adjust: light -50, contrast -30, shadows -40, saturation -35, vibrance -20")]
    public Task What_the_preview_shows_is_what_comes_out(string which, string words) =>
        browser.RunAsync($"adjust-{which}", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var adjust = new AdjustScreen(user.Page);
        var image = await ToolStory.OpenAsync(user, TestPng.Of(ColourChart.Draw(480, 330)), "chart.png");
        await adjust.OpenAsync();
        await Expect(adjust.Button("Apply")).ToBeDisabledAsync();
        ColourChart.AssertNear(ColourChart.Draw(480, 330), await adjust.DrawnAsync(), most: 0.01);
        foreach (var (name, amount) in which == "all" ? Everything
            : [("Light", -50), ("Contrast", -30), ("Shadows", -40), ("Saturation", -35), ("Vibrance", -20)])
        {
            await adjust.SetAsync(name, amount);
        }
        var shown = await adjust.DrawnAsync();
        await adjust.Button("Apply").ClickAsync();
        await adjust.ShouldBeClosedAsync();
        var (edit, result) = await ToolStory.ResultAsync(user, image);
        Assert.Equal(("local", words), (edit.Engine, edit.Prompt));
        ColourChart.AssertNear(result, shown, most: 2);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Without_WebGL_the_preview_is_the_same() => browser.RunAsync("adjust-2d", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        await ToolStory.OpenAsync(user, TestPng.Of(ColourChart.Draw(480, 330)), "chart.png");
        // As if a large picture were seen at this size.
        var drawn = await user.Page.EvaluateAsync<string[]>(
            """
            async amounts => {
              const { developer } = await import('/js/tools/adjust.js');
              const source = document.querySelector('[data-sheet] img[data-of]').dataset.src;
              const how = Object.fromEntries(amounts.map(([name, amount]) => [name.toLowerCase(), Number(amount)]));
              const draw = async withoutGl => {
                const canvas = document.createElement('canvas');
                (await developer(canvas, source, { width: 4800, height: 3300 }, withoutGl)).draw(how);
                return [canvas.getContext('2d') ? 'plain' : 'gl', canvas.toDataURL('image/png').split(',')[1]];
              };
              return [...await draw(false), ...await draw(true)];
            }
            """,
            Everything.Select(one => new[] { one.Name, one.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture) }));
        Assert.Equal(("gl", "plain"), (drawn[0], drawn[2]));
        // A value that lies between two bytes may become either.
        ColourChart.AssertNear(Decode(drawn[1]), Decode(drawn[3]), most: 1.5);

        static TestPixels Decode(string png) => TestPixels.Decode(Convert.FromBase64String(png), "pngload_buffer");
    });

    [Fact]
    public Task Everything_is_done_by_keys_undone_or_given_up() => browser.RunAsync("adjust-keys", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, adjust, canvas) = (user.Page, new AdjustScreen(user.Page), new CanvasScreen(user.Page));
        var image = await ToolStory.OpenAsync(user, TestImages.Png(400, 300));
        await canvas.Stage.FocusAsync();
        await page.Keyboard.PressAsync("a");
        await adjust.ShouldBeOpenAsync();
        await Expect(adjust.Slider("Light")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("End");
        await Expect(adjust.Panel.GetByText("+100")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+z");
        await Expect(adjust.Slider("Light")).ToHaveValueAsync("1");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(adjust.Slider("Light")).ToHaveValueAsync("0");
        await page.Keyboard.PressAsync("Control+Shift+z");
        await Expect(adjust.Slider("Light")).ToHaveValueAsync("1");

        // Given up, nothing has happened.
        await page.Keyboard.PressAsync("Escape");
        await adjust.ShouldBeClosedAsync();
        await Expect(canvas.Button("Adjust")).ToBeFocusedAsync();
        await canvas.ShouldShowAsync("quarters.png");
        Assert.Empty((await user.Api.ListEditsAsync(image.SessionId)).Items);

        await page.Keyboard.PressAsync("Enter");
        await adjust.ShouldBeOpenAsync();
        await Expect(adjust.Slider("Light")).ToHaveValueAsync("0");
        await adjust.Slider("Warmth").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("Enter");
        var (edit, _) = await ToolStory.ResultAsync(user, image);
        Assert.Equal("adjust: warmth -2", edit.Prompt);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task On_a_phone_a_press_on_a_large_picture_shows_it_as_it_was() => browser.RunAsync("adjust-touch", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario, LookTests.Options("phone"));
        var (page, adjust) = (user.Page, new AdjustScreen(user.Page));
        var image = await ToolStory.OpenAsync(user, TestImages.Jpeg(3000, 2000));
        await new CanvasScreen(page).Button("Adjust").TapAsync();
        await adjust.ShouldBeOpenAsync();
        // The small picture is developed, however large the real one is.
        await Expect(adjust.Preview).ToHaveJSPropertyAsync("width", 1280);
        var fingers = await TouchGestures.OnAsync(page);
        var slider = (await adjust.Slider("Light").BoundingBoxAsync())!;
        var middle = (X: (double)slider.X + (slider.Width / 2), Y: (double)slider.Y + (slider.Height / 2));
        await fingers.DragAsync((middle, (slider.X + slider.Width - 1, middle.Y)));
        await Expect(adjust.Slider("Light")).ToHaveValueAsync("100");

        var picture = (await adjust.Preview.BoundingBoxAsync())!;
        await fingers.TouchAsync((picture.X + (picture.Width / 2), picture.Y + (picture.Height / 2)));
        await Expect(adjust.Button("Before")).ToHaveAttributeAsync("aria-pressed", "true");
        await fingers.LiftAsync();
        await Expect(adjust.Button("Before")).ToHaveAttributeAsync("aria-pressed", "false");
        await adjust.Button("Apply").TapAsync();
        var (edit, _) = await ToolStory.ResultAsync(user, image);
        Assert.Equal("adjust: light +100", edit.Prompt);
        Assert.Empty(scenario.ScriptErrors);
    });
}
