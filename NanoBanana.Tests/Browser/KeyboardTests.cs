using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed class KeyboardTests(BrowserFixture browser)
{
    [Fact]
    public Task A_circuit_that_starts_late_leaves_the_focus_where_it_is() => browser.RunAsync("late-circuit", async scenario =>
    {
        var page = await scenario.OpenAsync();
        await new AccountScreen(page).RegisterAsync();
        var circuit = await SlowLine.HoldAsync(page, SlowLine.Circuit);
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.Commit });
        await page.EvaluateAsync(
            "() => { window.focused = []; addEventListener('focusin', event => focused.push(event.target.tagName)); }");
        var gallery = page.GetByRole(AriaRole.Link, new() { Name = "Gallery", Exact = true });
        await gallery.FocusAsync();
        circuit.SetResult();
        await new AccountScreen(page).ShouldBeSignedInAsync();

        // An answer of the circuit comes after all that its first rendering did.
        await Expect(gallery).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("nothing is called so");
        await Expect(page.GetByText("Nothing found")).ToBeVisibleAsync();
        Assert.DoesNotContain("H1", await page.EvaluateAsync<string[]>("() => focused"));
    });

    [Fact]
    public Task A_page_that_arrives_late_leaves_the_focus_where_it_is() => browser.RunAsync("late-arrival", async scenario =>
    {
        var page = await scenario.OpenAsync();
        await new AccountScreen(page).RegisterAsync();
        var arrival = await SlowLine.HoldAsync(page, "**/js/arrival*.js");
        var session = new SessionScreen(page);
        await session.CreateAsync();
        var heading = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await session.Composer.ClickAsync();
        await page.EvaluateAsync(
            "() => { window.focused = []; addEventListener('focusin', event => focused.push(event.target.tagName)); }");
        arrival.SetResult();
        await page.EvaluateAsync("() => import('/js/arrival.js').then(() => {})");

        // An answer of the circuit comes after what it says of the page.
        await page.Locator(".views button").Last.DispatchEventAsync("click");
        await Expect(page.Locator(".views button").Last).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(session.Composer).ToBeFocusedAsync();
        Assert.Empty(await page.EvaluateAsync<string[]>("() => focused"));

        // Whoever has stayed hears of the page.
        await page.GetByRole(AriaRole.Link, new() { Name = "Gallery", Exact = true }).ClickAsync();
        await Expect(heading).ToHaveTextAsync("Gallery");
        await Expect(heading).ToBeFocusedAsync();
    });

    [Fact]
    public Task Everything_that_matters_is_done_with_the_keyboard_alone() => browser.RunAsync("keyboard", async scenario =>
    {
        using var user = await browser.System.CreateUserAsync();
        var page = await scenario.OpenAsync();
        var (keys, session, canvas) = (new KeyboardOnly(page), new SessionScreen(page), new CanvasScreen(page));
        await page.GotoAsync("/sign-in");
        await keys.TypeIntoAsync(page.GetByLabel("User name or e-mail"), user.User.Username);
        await keys.TypeIntoAsync(page.GetByLabel("Password"), user.Password);
        await page.Keyboard.PressAsync("Enter");
        await new AccountScreen(page).ShouldBeSignedInAsync();
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "New session" }));
        await Expect(session.Say).ToBeEnabledAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();

        await keys.GoToAsync(canvas.Button("Choose images"));
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.Keyboard.PressAsync("Enter"));
        await chooser.SetFilesAsync(new FilePayload { Name = "quarters.png", MimeType = "image/png", Buffer = TestImages.Png(300, 200) });
        await canvas.ShouldShowAsync("quarters.png");
        await keys.ShouldBeSomewhereAsync();
        await AskAsync("black and white", messages: 2);
        await canvas.ShouldShowAsync("black and white.png");
        await keys.GoToAsync(canvas.Button("Open black and white.png"), back: true);
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(canvas.Button("Open quarters.png")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await canvas.ShouldShowAsync("quarters.png");
        await page.Keyboard.PressAsync("Home");
        await Expect(canvas.Button("Open black and white.png")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await canvas.ShouldShowAsync("black and white.png");

        await keys.PressAsync(canvas.Stage, "m", back: true);
        await keys.PressAsync(canvas.Button("Rectangle by numbers"), back: true);
        foreach (var (label, value) in ((string, string)[])[("From left", "10"), ("From top", "20"), ("Width", "50"), ("Height", "9999")])
        {
            await keys.TypeIntoAsync(
                canvas.Pane.GetByRole(AriaRole.Group, new() { Name = "Rectangle by numbers" }).GetByLabel(label), value);
        }
        await keys.PressAsync(canvas.Button("Add rectangle"));
        await Expect(canvas.Mask).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(canvas.Button("Add rectangle")).ToBeHiddenAsync();
        await Expect(canvas.Button("Rectangle by numbers")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(canvas.Button("Brush")).ToBeHiddenAsync();
        await Expect(canvas.Stage).ToBeFocusedAsync();
        Assert.Equal(
            (255, 255, 0), (await canvas.PaintAtAsync(10, 199), await canvas.PaintAtAsync(59, 20), await canvas.PaintAtAsync(60, 20)));
        await AskAsync("invert the colours", messages: 4);
        await canvas.ShouldShowAsync("invert the colours.png");

        await keys.PressAsync(canvas.Stage, "c", back: true);
        await keys.PressAsync(canvas.Slider, "ArrowRight");
        await Expect(canvas.Slider).ToHaveAttributeAsync("aria-valuenow", "52");
        await keys.PressAsync(canvas.Button("Done"), back: true);
        await Expect(canvas.Slider).ToBeHiddenAsync();
        await keys.ShouldBeSomewhereAsync();
        await keys.PressAsync(canvas.Button("Download"), back: true);
        await keys.GoToAsync(canvas.Pane.GetByRole(AriaRole.Button, new() { Name = "PNG exact" }));
        var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
        Assert.Equal("invert the colours.png", download.SuggestedFilename);
        await Expect(canvas.Button("Download")).ToBeFocusedAsync();

        var sheet = page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" });
        await page.Keyboard.PressAsync("?");
        await Expect(sheet).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(sheet).ToBeHiddenAsync();
        await Expect(canvas.Button("Download")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("?");
        await Expect(session.Composer).ToHaveValueAsync("?");
        await Expect(sheet).ToBeHiddenAsync();

        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Delete black and white" }), back: true);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await keys.PressAsync(
            page.GetByRole(AriaRole.Status, new() { Name = "Notices" }).GetByRole(AriaRole.Button, new() { Name = "Undo" }));
        await Expect(session.Messages).ToHaveCountAsync(4);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        Assert.Empty(scenario.ScriptErrors);

        // Jumps to the message box; what was sent leaves the focus there.
        async Task AskAsync(string prompt, int messages)
        {
            await page.Keyboard.PressAsync("/");
            await Expect(session.Composer).ToBeFocusedAsync();
            await page.Keyboard.TypeAsync(prompt);
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true }).Last).ToBeEnabledAsync();
            await page.Keyboard.PressAsync("Control+Enter");
            await Expect(session.Messages).ToHaveCountAsync(messages);
            await Expect(session.Composer).ToBeFocusedAsync();
        }
    });
}
