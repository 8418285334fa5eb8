using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NanoBanana.Contracts.Images;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>Undo and redo of edits on the page of a session.</summary>
[Collection(nameof(ToolFixture))]
public sealed class UndoTests(BrowserFixture browser)
{
    [Fact]
    public Task Buttons_walk_back_and_forth_and_a_reload_keeps_the_version() => browser.RunAsync("undo-mouse", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, canvas, screen) = (user.Page, new CanvasScreen(user.Page), new SessionScreen(user.Page));
        var (root, grey) = await PrepareAsync(user);
        await screen.OpenAsync($"/s/{root.SessionId}");
        await canvas.ShouldShowAsync("rotate 90.png");
        await Expect(canvas.Button("Redo")).ToBeDisabledAsync();
        await canvas.Button("Undo").ClickAsync();
        await canvas.ShouldShowAsync("black and white.png");
        await Expect(canvas.Pane.GetByRole(AriaRole.Status).Filter(new() { HasText = "Picture: black and white.png" })).ToHaveCountAsync(1);
        await canvas.Button("Undo").ClickAsync();
        await canvas.ShouldShowAsync("quarters.png");
        await Expect(canvas.Button("Undo")).ToBeDisabledAsync();
        await Expect(page).ToHaveURLAsync(Showing(root));
        await canvas.Button("Redo").ClickAsync();
        await canvas.ShouldShowAsync("black and white.png");
        await Expect(page).ToHaveURLAsync(Showing(grey));

        await page.ReloadAsync();
        await canvas.ShouldShowAsync("black and white.png");
        await canvas.Button("Redo").ClickAsync();
        await canvas.ShouldShowAsync("rotate 90.png");
        await canvas.Button("Undo").ClickAsync();
        await canvas.ShouldShowAsync("black and white.png");

        // A new edit goes on from here: it is what redo leads to, and what a reload shows.
        await screen.AskAsync("invert the colours");
        await canvas.ShouldShowAsync("invert the colours.png");
        await canvas.Button("Undo").ClickAsync();
        await canvas.ShouldShowAsync("black and white.png");
        await canvas.Button("Redo").ClickAsync();
        await canvas.ShouldShowAsync("invert the colours.png");
        await page.ReloadAsync();
        await canvas.ShouldShowAsync("invert the colours.png");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Images" }).Locator(".thumbnail")).ToHaveCountAsync(4);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Keys_undo_and_redo_but_not_in_a_text_or_while_a_mask_is_painted() => browser.RunAsync("undo-keys", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, canvas, screen) = (user.Page, new CanvasScreen(user.Page), new SessionScreen(user.Page));
        var (root, _) = await PrepareAsync(user);
        await screen.OpenAsync($"/s/{root.SessionId}");
        await canvas.ShouldShowAsync("rotate 90.png");
        await Expect(canvas.Button("Undo")).ToBeEnabledAsync();

        // Typing has an undo of its own.
        await screen.Composer.PressSequentiallyAsync("kept");
        await page.Keyboard.PressAsync("Control+z");
        await screen.Composer.PressSequentiallyAsync("kept");
        await Expect(screen.Composer).ToHaveValueAsync("kept");
        await canvas.ShouldShowAsync("rotate 90.png");
        await screen.Composer.FillAsync("");

        // Pressed in a row, they are steps in a row.
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).ClickAsync();
        await page.EvaluateAsync("() => document.activeElement.blur()");
        await page.Keyboard.PressAsync("Control+z");
        await page.Keyboard.PressAsync("Control+z");
        await canvas.ShouldShowAsync("quarters.png");
        await page.Keyboard.PressAsync("Control+Shift+z");
        await canvas.ShouldShowAsync("black and white.png");
        await page.Keyboard.PressAsync("Control+y");
        await canvas.ShouldShowAsync("rotate 90.png");

        // While somebody paints, the same keys are about the mask; undone edits keep it.
        await canvas.StartPaintingAsync();
        await canvas.DragAsync(60, 60, 140, 60);
        await Expect(canvas.Mask).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+z");
        await Expect(canvas.Mask).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Control+y");
        await Expect(canvas.Mask).ToBeVisibleAsync();
        await canvas.ShouldShowAsync("rotate 90.png");
        await canvas.Button("Done").ClickAsync();
        await page.Keyboard.PressAsync("Control+z");
        await canvas.ShouldShowAsync("black and white.png");
        await Expect(canvas.Mask).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Control+y");
        await canvas.ShouldShowAsync("rotate 90.png");
        await Expect(canvas.Mask).ToBeVisibleAsync();

        // While two are compared, the one before goes along; an original ends it.
        await canvas.Stage.PressAsync("c");
        await Expect(canvas.Slider).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+z");
        await canvas.ShouldShowAsync("black and white.png");
        await Expect(canvas.Pane.GetByRole(AriaRole.Combobox, new() { Name = "Before" })).ToHaveValueAsync(root.Id);
        await page.Keyboard.PressAsync("Control+z");
        await canvas.ShouldShowAsync("quarters.png");
        await Expect(canvas.Slider).ToBeHiddenAsync();

        // The button that began it is hidden; the picture has the focus, and its keys work.
        await canvas.Button("Redo").ClickAsync();
        await canvas.ShouldShowAsync("black and white.png");
        await canvas.Button("Compare").ClickAsync();
        await Expect(canvas.Stage).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(canvas.Slider).ToBeHiddenAsync();
        await canvas.Button("Undo").ClickAsync();
        await canvas.ShouldShowAsync("quarters.png");

        // Behind a dialog nothing moves.
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" })).ToContainTextAsync("Undo an edit");
        await page.Keyboard.PressAsync("Control+y");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Control+y");
        await canvas.ShouldShowAsync("black and white.png");
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task On_a_phone_undo_goes_by_finger_and_another_device_redoes_it() => browser.RunAsync("undo-touch", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario, LookTests.Options("phone"));
        var (page, canvas) = (user.Page, new CanvasScreen(user.Page));
        var (root, grey) = await PrepareAsync(user);
        var newest = await user.EditAsync(root, "invert the colours");
        await new SessionScreen(page).OpenAsync($"/s/{root.SessionId}?image={grey.Id}");
        await canvas.ShouldShowAsync("black and white.png");
        foreach (var button in (ILocator[])[canvas.Button("Undo"), canvas.Button("Redo")])
        {
            await Expect(button).ToBeInViewportAsync(new() { Ratio = 1 });
            var box = await button.BoundingBoxAsync() ?? throw new InvalidOperationException("There is no button.");
            Assert.True(box is { Width: >= 44, Height: >= 44 }, $"{box.Width} × {box.Height}");
        }
        await Expect(canvas.Button("Download")).ToBeInViewportAsync(new() { Ratio = 1 });
        await canvas.Button("Undo").TapAsync();
        await canvas.ShouldShowAsync("quarters.png");
        await Expect(page).ToHaveURLAsync(Showing(root));

        var options = LookTests.Options("desktop");
        options.StorageState = await page.Context.StorageStateAsync();
        var other = await scenario.OpenAsync(options);
        var there = new CanvasScreen(other);
        await new SessionScreen(other).OpenAsync(new Uri(page.Url).PathAndQuery);
        await there.ShouldShowAsync("quarters.png");
        await there.Button("Redo").ClickAsync();
        await there.ShouldShowAsync(newest.FileName);

        // Here, it is the one that was just left.
        await canvas.Button("Redo").TapAsync();
        await canvas.ShouldShowAsync("black and white.png");
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Old_versions_are_found_though_they_are_not_on_the_screen() => browser.RunAsync("undo-old", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var canvas = new CanvasScreen(user.Page);
        var (root, grey) = await PrepareAsync(user);
        for (var i = 0; i < 24; i++)
        {
            await user.UploadAsync(root.SessionId, TestImages.Png(40 + i, 30), $"{i}.png");
        }
        await user.Api.DeleteImageAsync(grey.Id);
        await new SessionScreen(user.Page).OpenAsync($"/s/{root.SessionId}?image={root.Id}");
        await canvas.ShouldShowAsync("quarters.png");
        await canvas.Button("Redo").ClickAsync();
        await canvas.ShouldShowAsync("rotate 90.png");
        await canvas.Button("Undo").ClickAsync();
        await canvas.ShouldShowAsync("quarters.png");
        Assert.Empty(scenario.ScriptErrors);
    });

    private static Regex Showing(Image image) => new($"/s/{image.SessionId}\\?image={image.Id}$");

    /// <summary>quarters.png, black and white, then turned.</summary>
    private static async Task<(Image Root, Image Grey)> PrepareAsync(BrowserUser user)
    {
        var session = await user.Api.CreateSessionAsync("Quarters");
        var root = await user.UploadAsync(session.Id, TestImages.Png(300, 200), "quarters.png");
        var grey = await user.EditAsync(root, "black and white");
        await user.EditAsync(grey, "rotate 90");
        return (root, grey);
    }
}
