using Microsoft.Playwright;
using NanoBanana.Contracts.Images;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>Comments at places of a picture, by mouse, finger and keys, seen by everybody at once.</summary>
[Collection(nameof(ToolFixture))]
public sealed class PinTests(BrowserFixture browser)
{
    [Fact]
    public Task Two_people_talk_about_places_of_a_picture() => browser.RunAsync("pins-two", async scenario =>
    {
        using var alice = await BrowserUser.RegisterAsync(browser, scenario);
        using var bob = await BrowserUser.RegisterAsync(browser, scenario);
        var image = await ToolStory.OpenAsync(alice, TestImages.Png(300, 200));
        await alice.Api.AddMemberAsync(image.SessionId, (await bob.Api.GetMeAsync()).Username, Role.Editor);
        await new SessionScreen(bob.Page).OpenAsync($"/s/{image.SessionId}");
        var (alices, bobs) = (new PinScreen(alice.Page), new PinScreen(bob.Page));
        await bobs.OpenAsync();
        await Expect(bobs.Cards).ToHaveCountAsync(0);

        await alices.OpenAsync();
        await new CanvasScreen(alice.Page).Sheet.ClickAsync(new() { Position = new() { X = 120, Y = 80 } });
        await alices.SayAsync("Too dark here");
        await Expect(bobs.Cards).ToContainTextAsync("Too dark here");
        Assert.Equal((120, 80), await bobs.PlaceOfAsync(1));

        await bobs.Markers.ClickAsync();
        await bobs.Button("Reply").ClickAsync();
        await bobs.Panel.GetByRole(AriaRole.Textbox, new() { Name = "Reply to pin 1" }).FillAsync("A bit lighter?");
        await bobs.Button("Reply").ClickAsync();
        await Expect(alices.Cards).ToContainTextAsync("A bit lighter?");
        await Expect(bobs.Button("Delete pin 1")).ToHaveCountAsync(0);

        await bobs.Button("Resolve").ClickAsync();
        await Expect(alices.Cards).ToContainTextAsync("Resolved");
        await alices.Button("Reopen").ClickAsync();
        await Expect(bobs.Cards).ToHaveCountAsync(1);
        await Expect(bobs.Button("Resolve")).ToBeVisibleAsync();
        await alices.Button("Delete pin 1").ClickAsync();
        await Expect(bobs.Cards).ToHaveCountAsync(0);
        await Expect(bobs.Markers).ToHaveCountAsync(0);
        Assert.Empty((await bob.Api.ListPinsAsync(image.Id)).Items);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task The_area_of_a_pin_becomes_the_mask_of_the_edit_that_it_asks_for() => browser.RunAsync("pins-instruct", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var image = await ToolStory.OpenAsync(user, TestImages.Png(300, 200));
        var (pins, canvas, session) = (new PinScreen(user.Page), new CanvasScreen(user.Page), new SessionScreen(user.Page));
        await pins.OpenAsync();
        await canvas.DragAsync(60, 40, 180, 120);
        await pins.SayAsync("black and white");
        var pin = Assert.Single((await user.Api.ListPinsAsync(image.Id)).Items);
        Assert.Equal(new SelectionBox(60, 40, 120, 80), pin.Area);

        await pins.Button("Edit with this").ClickAsync();
        await Expect(session.Composer).ToHaveValueAsync("black and white");
        await Expect(canvas.Mask).ToBeVisibleAsync();
        await session.Composer.PressAsync("Enter");
        var (edit, result) = await ToolStory.ResultAsync(user, image);
        Assert.Equal("black and white", edit.Prompt);
        var mask = TestPixels.Decode(await user.ReadAsync(await user.Api.GetImageAsync(edit.MaskImageId!.Value)), "pngload_buffer");
        var original = TestPixels.Decode(TestImages.Png(300, 200), "pngload_buffer");
        for (var y = 0; y < 200; y++)
        {
            for (var x = 0; x < 300; x++)
            {
                var inside = x is >= 60 and < 180 && y is >= 40 and < 120;
                Assert.Equal(inside ? 255 : 0, mask.At(x, y)[0]);
                Assert.True(inside || original.At(x, y)[..3].SequenceEqual(result.At(x, y)[..3]), $"{x}, {y} changed.");
            }
        }
    });

    [Fact]
    public Task Keys_alone_put_find_and_leave_pins() => browser.RunAsync("pins-keys", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var image = await ToolStory.OpenAsync(user, TestImages.Png(300, 200));
        var (page, pins) = (user.Page, new PinScreen(user.Page));
        await new CanvasScreen(page).Stage.FocusAsync();
        await page.Keyboard.PressAsync("p");
        await Expect(pins.Panel).ToBeVisibleAsync();
        await pins.Button("New pin").PressAsync("Enter");
        await Expect(pins.Text).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("In the middle");
        await pins.Panel.GetByText("Place by numbers").PressAsync("Enter");
        await pins.Panel.GetByLabel("From left").FillAsync("30");
        await pins.Panel.GetByLabel("From top").FillAsync("500");
        await pins.Button("Put the pin").PressAsync("Enter");
        await Expect(pins.Cards).ToContainTextAsync("In the middle");
        var pin = Assert.Single((await user.Api.ListPinsAsync(image.Id)).Items);
        Assert.Equal((30, 199, null), (pin.X, pin.Y, pin.Area));
        await Expect(pins.Cards).ToBeFocusedAsync();

        await page.ReloadAsync();
        await Expect(new CanvasScreen(page).Pane.Locator("[data-pins]")).ToContainTextAsync("1 open");
        await Expect(new CanvasScreen(page).Pane.Locator("[data-pins]")).ToBeEnabledAsync();
        await Expect(new CanvasScreen(page).Sheet).ToBeVisibleAsync();
        await new CanvasScreen(page).Stage.FocusAsync();
        await page.Keyboard.PressAsync("p");
        await pins.Markers.PressAsync("Enter");
        await Expect(pins.Markers).ToHaveAttributeAsync("aria-pressed", "true");
        await new CanvasScreen(page).Stage.FocusAsync();
        await page.Keyboard.PressAsync("p");
        await Expect(pins.Panel).ToBeHiddenAsync();
        await Expect(pins.Markers).ToHaveCountAsync(0);
    });

    [Fact]
    public Task A_finger_puts_a_pin_and_a_viewer_only_reads_them() => browser.RunAsync("pins-touch", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario, LookTests.Options("phone"));
        using var viewer = await BrowserUser.RegisterAsync(browser, scenario);
        var image = await ToolStory.OpenAsync(user, TestImages.Png(300, 200));
        var (page, pins, canvas) = (user.Page, new PinScreen(user.Page), new CanvasScreen(user.Page));
        await pins.OpenAsync();
        var sheet = (await canvas.Sheet.BoundingBoxAsync())!;
        await page.Touchscreen.TapAsync(sheet.X + (sheet.Width / 2), sheet.Y + (sheet.Height / 2));
        await pins.SayAsync("Here");
        var pin = Assert.Single((await user.Api.ListPinsAsync(image.Id)).Items);
        Assert.InRange(pin.X, 145, 155);
        Assert.InRange(pin.Y, 95, 105);

        await user.Api.AddMemberAsync(image.SessionId, (await viewer.Api.GetMeAsync()).Username, Role.Viewer);
        await viewer.Page.GotoAsync($"/s/{image.SessionId}");
        await new CanvasScreen(viewer.Page).ShouldShowAsync("quarters.png");
        var seen = new PinScreen(viewer.Page);
        await seen.OpenAsync();
        await Expect(seen.Cards).ToContainTextAsync("Here");
        await Expect(seen.Cards.GetByRole(AriaRole.Button)).ToHaveCountAsync(1);
        await new CanvasScreen(viewer.Page).Sheet.ClickAsync();
        await Expect(seen.Text).ToHaveCountAsync(0);
        await Expect(seen.Button("New pin")).ToHaveCountAsync(0);
    });
}
