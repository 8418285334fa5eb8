using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>Looking closely while cropping, and what surrounds the tool.</summary>
[Collection(nameof(ToolFixture))]
public sealed class CropDetailTests(BrowserFixture browser)
{
    [Fact]
    public Task The_frame_is_set_by_numbers() => browser.RunAsync("crop-numbers", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, crop) = (user.Page, new CropScreen(user.Page));
        var image = await ToolStory.OpenAsync(user, TestImages.Png(400, 300));
        await crop.OpenAsync();
        await crop.Button("Frame by numbers").ClickAsync();
        foreach (var (label, number, size) in ((string, string, string)[])
            [
                ("Width", "200", "200 × 300"), ("Height", "101", "200 × 101"), ("From left", "70", "200 × 101"),
                ("From top", "900", "200 × 101"),
            ])
        {
            await crop.Bar.GetByRole(AriaRole.Spinbutton, new() { Name = label }).FillAsync(number);
            await page.Keyboard.PressAsync("Enter");
            await Expect(crop.Size).ToHaveTextAsync(size);
        }
        // What stands out is moved inside.
        await Expect(crop.Bar.GetByRole(AriaRole.Spinbutton, new() { Name = "From top" })).ToHaveValueAsync("199");
        await page.Keyboard.PressAsync("Escape");
        await Expect(crop.Bar.GetByRole(AriaRole.Spinbutton, new() { Name = "Width" })).ToBeHiddenAsync();
        await crop.Button("Apply").ClickAsync();
        var (edit, _) = await ToolStory.ResultAsync(user, image);
        Assert.Equal("crop to 200x101 at 70, 199", edit.Prompt);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Two_fingers_a_wheel_and_keys_enlarge_the_picture_under_the_frame() => browser.RunAsync("crop-pinch", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario, LookTests.Options("phone"));
        var (page, crop) = (user.Page, new CropScreen(user.Page));
        await ToolStory.OpenAsync(user, TestImages.Png(1200, 800));
        await crop.OpenAsync();
        var (fitted, middle) = (await crop.BoxAsync(), await crop.PointAsync(0.5, 0.5));
        var fingers = await TouchGestures.OnAsync(page);
        await fingers.DragAsync(
            ((middle.X - 30, middle.Y), (middle.X - 60, middle.Y)), ((middle.X + 30, middle.Y), (middle.X + 60, middle.Y)));
        await ShouldBeWideAsync(2 * fitted.Width);
        await Expect(crop.Size).ToHaveTextAsync("1200 × 800");

        // One finger on the frame still moves an edge, by half as many pixels now.
        var (_, edge) = await crop.PointAsync(0.5, 1);
        await fingers.DragAsync(((middle.X, edge - 4), (middle.X, edge - 4 - (fitted.Height / 2))));
        await Expect(crop.Size).ToContainTextAsync(new System.Text.RegularExpressions.Regex("^1200 × (59|60)\\d$"));
        await page.Mouse.MoveAsync((float)middle.X, (float)middle.Y);
        await page.Mouse.WheelAsync(0, 5000);
        await ShouldBeWideAsync(fitted.Width);
        await crop.Frame.FocusAsync();
        await page.Keyboard.PressAsync("+");
        await ShouldBeWideAsync(1.25 * fitted.Width);
        await page.Keyboard.PressAsync("0");
        await ShouldBeWideAsync(fitted.Width);
        Assert.Empty(scenario.ScriptErrors);

        Task ShouldBeWideAsync(double width) => Fixtures.Eventually.TrueAsync(
            async () => Math.Abs((await crop.BoxAsync()).Width - width) < 4, $"the frame to be {width} wide");
    });

    [Fact]
    public Task Keys_work_on_after_a_press_has_switched_its_own_button_off() => browser.RunAsync("undo-then-crop", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, canvas) = (user.Page, new CanvasScreen(user.Page));
        var image = await ToolStory.OpenAsync(user, TestImages.Png(400, 300));
        await user.EditAsync(image, "rotate 90");
        await canvas.Button("Undo").ClickAsync();
        await canvas.ShouldShowAsync("quarters.png");
        await Expect(canvas.Button("Undo")).ToBeDisabledAsync();
        await Expect(canvas.Stage).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("x");
        await new CropScreen(page).ShouldBeOpenAsync();
        Assert.Empty(scenario.ScriptErrors);
    });
}
