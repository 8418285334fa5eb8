using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(ToolFixture))]
public sealed class TouchTests(BrowserFixture browser)
{
    private const int Width = 1500;

    [Fact]
    public Task On_its_side_a_phone_shows_picture_and_message_box_without_scrolling() => browser.RunAsync("landscape", async scenario =>
    {
        var options = LookTests.Options("phone");
        options.ViewportSize = new() { Width = 844, Height = 390 };
        using var user = await BrowserUser.RegisterAsync(browser, scenario, options);
        var (page, canvas, screen) = (user.Page, new CanvasScreen(user.Page), new SessionScreen(user.Page));
        var session = await user.Api.CreateSessionAsync("Quarters");
        var image = await user.UploadAsync(session.Id, TestImages.Jpeg(Width, 1000), "quarters.jpg");
        await screen.OpenAsync($"/s/{session.Id}?image={image.Id}");
        await canvas.ShouldShowAsync("quarters.jpg");
        await screen.Composer.TapAsync();

        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollHeight <= innerHeight && scrollY === 0"));
        var stage = await canvas.Stage.BoundingBoxAsync() ?? throw new InvalidOperationException("There is no stage.");
        Assert.InRange(stage.Height, 200, 390);
        Assert.InRange(stage.Width, 400, 844);
        foreach (var part in (ILocator[])[canvas.Sheet, screen.Composer, screen.Say, canvas.Button("Mask")])
        {
            await Expect(part).ToBeInViewportAsync(new() { Ratio = 0.95f });
        }

        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task On_a_phone_two_fingers_zoom_one_paints_and_the_camera_is_at_hand() => browser.RunAsync("touch", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario, LookTests.Options("phone"));
        var (page, canvas) = (user.Page, new CanvasScreen(user.Page));
        var session = await user.Api.CreateSessionAsync("Quarters");
        var image = await user.UploadAsync(session.Id, TestImages.Jpeg(Width, 1000), "quarters.jpg");
        await new SessionScreen(page).OpenAsync($"/s/{session.Id}?image={image.Id}");
        await canvas.ShouldShowAsync("quarters.jpg");
        var fingers = await TouchGestures.OnAsync(page);

        var fitted = await BoxAsync();
        var at = (X: fitted.X + (fitted.Width * 0.6), Y: fitted.Y + (fitted.Height / 2));
        await fingers.DragAsync(((at.X - 20, at.Y), (at.X - 60, at.Y)), ((at.X + 20, at.Y), (at.X + 60, at.Y)));
        var pinched = await BoxAsync();
        Assert.InRange(pinched.Width / fitted.Width, 2.8, 3.2);
        Assert.InRange((at.X - pinched.X) / pinched.Width, 0.59, 0.61);
        Assert.InRange((at.Y - pinched.Y) / pinched.Height, 0.49, 0.51);

        await canvas.Button("Mask").TapAsync();
        await Expect(canvas.Button("Brush")).ToBeVisibleAsync();
        pinched = await BoxAsync();
        await fingers.DragAsync(((at.X - 60, at.Y), (at.X + 60, at.Y)));
        await Expect(canvas.Mask).ToBeVisibleAsync();
        Assert.Equal((255, 255, 0), (await PaintAsync(at.X, at.Y), await PaintAsync(at.X - 50, at.Y), await PaintAsync(at.X, at.Y - 40)));

        // A second finger turns the stroke that was begun into zooming.
        await fingers.TouchAsync((at.X - 40, at.Y + 60));
        await fingers.MoveAsync((at.X + 40, at.Y + 60));
        await fingers.DragAsync(((at.X + 40, at.Y + 60), (at.X + 10, at.Y)), ((at.X - 90, at.Y - 60), (at.X - 30, at.Y)));
        var closed = await BoxAsync();
        Assert.True(closed.Width < pinched.Width);
        Assert.Equal(0, await canvas.PaintAtAsync(
            (int)((at.X - pinched.X) / pinched.Width * Width), (int)((at.Y + 60 - pinched.Y) / pinched.Width * Width)));
        await Expect(canvas.Mask).ToBeVisibleAsync();

        Assert.Equal(("environment", true), await PickAsync("Take a photo"));
        Assert.Equal((null, true), await PickAsync("Add images"));
        Assert.Empty(scenario.ScriptErrors);

        async Task<LocatorBoundingBoxResult> BoxAsync() =>
            await canvas.Sheet.BoundingBoxAsync() ?? throw new InvalidOperationException("The picture is not there.");

        Task<int> PaintAsync(double x, double y) =>
            canvas.PaintAtAsync((int)((x - pinched.X) / pinched.Width * Width), (int)((y - pinched.Y) / pinched.Width * Width));

        // Where only images are accepted, a phone offers its camera beside its pictures.
        async Task<(string? Capture, bool OnlyImages)> PickAsync(string button)
        {
            var chooser = await page.RunAndWaitForFileChooserAsync(() =>
                page.Locator("[data-attach]").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).TapAsync());
            var accepted = await chooser.Element.GetAttributeAsync("accept") ?? "";
            return (
                await chooser.Element.GetAttributeAsync("capture"),
                accepted.Split(',').All(type => type.StartsWith("image/", StringComparison.Ordinal)));
        }
    });
}
