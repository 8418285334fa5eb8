using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed class HistoryTests(BrowserFixture browser)
{
    [Fact]
    public Task Every_version_can_be_opened_compared_and_gone_on_from() => browser.RunAsync("history", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, api) = (user.Page, user.Api);
        var session = await api.CreateSessionAsync("Quarters");
        var root = await user.UploadAsync(session.Id, TestImages.Png(300, 200), "quarters.png");
        var grey = await user.EditAsync(root, "black and white");
        await user.EditAsync(grey, "rotate 90");
        await user.EditAsync(root, "invert the colours");

        var (screen, canvas, history) = (new SessionScreen(page), new CanvasScreen(page), new HistoryScreen(page));
        await screen.OpenAsync($"/s/{session.Id}?image={grey.Id}");
        await canvas.ShouldShowAsync(grey.FileName);
        await history.OpenAsync();
        await Expect(history.Versions).ToHaveCountAsync(4);
        await Expect(history.Panel.Locator("path")).ToHaveCountAsync(3);
        await Expect(history.Version("black and white")).ToHaveAttributeAsync("aria-current", "true");

        await history.Version("invert the colours").ClickAsync();
        await canvas.ShouldShowAsync("invert the colours.png");
        await history.Button("Compare").ClickAsync();
        await history.Version("rotate 90").ClickAsync();
        await Expect(canvas.Slider).ToBeVisibleAsync();
        await Expect(history.Version("rotate 90")).ToContainTextAsync("Before");
        await canvas.Slider.FocusAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(canvas.Slider).ToBeHiddenAsync();

        // The picture before stays what the one after it was made from; an original was made from nothing.
        await canvas.Button("History").ClickAsync();
        await canvas.Stage.PressAsync("c");
        await Expect(canvas.Slider).ToBeVisibleAsync();
        var film = page.GetByRole(AriaRole.Region, new() { Name = "Images" });
        await film.GetByRole(AriaRole.Button, new() { Name = "Open black and white.png" }).ClickAsync();
        await canvas.ShouldShowAsync("black and white.png");
        await Expect(canvas.Pane.GetByRole(AriaRole.Combobox, new() { Name = "Before" })).ToHaveValueAsync(root.Id);
        await film.GetByRole(AriaRole.Button, new() { Name = "Open quarters.png" }).ClickAsync();
        await Expect(canvas.Slider).ToBeHiddenAsync();

        // Undo away from the message box leaves it alone.
        await screen.Composer.FillAsync("");
        await screen.Composer.PressSequentiallyAsync("kept");
        await canvas.Stage.FocusAsync();
        await page.Keyboard.PressAsync("Control+z");
        await Expect(canvas.Stage).ToBeFocusedAsync();
        await Expect(screen.Composer).ToHaveValueAsync("kept");
        await screen.Composer.FillAsync("");
        await history.OpenAsync();

        await history.Version("quarters.png").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(history.Version("black and white")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(history.Version("invert the colours")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("Enter");
        await canvas.ShouldShowAsync("quarters.png");

        await history.Button("Continue from here").ClickAsync();
        await Expect(screen.Composer).ToBeFocusedAsync();
        await screen.AskAsync("mirror");
        await Expect(history.Version("mirror")).ToBeVisibleAsync();
        await Expect(history.Version("mirror")).ToHaveAttributeAsync("aria-current", "true");

        await history.Version("black and white").ClickAsync();
        await Expect(history.Panel.GetByText("black and white.png", new() { Exact = true })).ToBeVisibleAsync();
        await history.Panel.GetByRole(AriaRole.Combobox).SelectOptionAsync("local");
        await history.Button("Replay").ClickAsync();
        await Expect(history.Version("black and white")).ToHaveCountAsync(2);
        await api.DeleteImageAsync(grey.Id);
        await Expect(history.Deleted).ToHaveCountAsync(1);
        await Expect(history.Version("rotate 90")).ToBeVisibleAsync();
        Assert.Empty(scenario.ScriptErrors);
    });
}
