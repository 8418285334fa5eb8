using Microsoft.Playwright;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Edits;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed class EditStoryTests(BrowserFixture browser)
{
    [Fact]
    public Task What_is_not_understood_is_said_with_what_to_do() => browser.RunAsync("edit-not-understood", async scenario =>
    {
        var (page, _) = await StartAsync(scenario, TestImages.Png(300, 200), "quarters.png");
        var session = new SessionScreen(page);
        await session.AskAsync("frobnicate the wibble");
        var refusal = session.Messages.Last;
        await Expect(refusal.GetByRole(AriaRole.Status)).ToContainTextAsync("I do not know 'frobnicate'");
        await Expect(refusal.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await refusal.GetByRole(AriaRole.Button, new() { Name = "Say it differently" }).ClickAsync();
        await Expect(session.Composer).ToHaveValueAsync("frobnicate the wibble");
        await refusal.GetByRole(AriaRole.Button, new() { Name = "black and white" }).ClickAsync();
        await Expect(session.Composer).ToHaveValueAsync("black and white");
        await Artifacts.SaveScreenshotAsync("edit-refused", page);

        // It folds away once the conversation goes on.
        await session.AskAsync("black and white");
        await Expect(page.GetByText("Not done: frobnicate the wibble")).ToBeVisibleAsync();
        await Expect(page.GetByText("I do not know 'frobnicate'")).ToBeHiddenAsync();
    });

    [Fact]
    public Task A_result_does_not_take_the_place_of_what_was_opened_meanwhile() => browser.RunAsync("edit-meanwhile", async scenario =>
    {
        var (page, _) = await StartAsync(scenario, TestImages.Png(300, 200), "quarters.png");
        var (session, canvas) = (new SessionScreen(page), new CanvasScreen(page));
        await session.DropAsync(TestImages.Jpeg(300, 200), "second.jpg", "image/jpeg");
        await canvas.ShouldShowAsync("second.jpg");
        await browser.WithoutWorkersAsync(async () =>
        {
            await session.AskAsync("black and white");
            await Expect(session.Messages.Last.GetByText("Waiting for its turn")).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Open quarters.png" }).ClickAsync();
            await canvas.ShouldShowAsync("quarters.png");
        });
        await Expect(session.Messages).ToHaveCountAsync(2);
        await canvas.ShouldShowAsync("quarters.png");
    });

    [Fact]
    public Task A_request_on_its_way_shows_its_picture_small() => browser.RunAsync("edit-sending", async scenario =>
    {
        var (page, _) = await StartAsync(scenario, TestImages.Png(300, 200), "quarters.png");
        var session = new SessionScreen(page);
        browser.WebApi.Pause();
        try
        {
            await session.AskAsync("black and white");
            await Expect(session.Sending.Locator("img")).ToBeVisibleAsync();
            var picture = await session.Sending.Locator("img").BoundingBoxAsync()
                ?? throw new InvalidOperationException("There is no picture.");
            Assert.InRange(picture.Width, 20, 60);
        }
        finally
        {
            browser.WebApi.Resume();
        }
    });

    [Fact]
    public Task A_result_says_how_it_was_made_and_can_be_had_as_a_fine_jpeg() => browser.RunAsync("edit-as-made", async scenario =>
    {
        var (page, _) = await StartAsync(scenario, TestImages.Png(300, 200), "quarters.png");
        var (session, canvas) = (new SessionScreen(page), new CanvasScreen(page));
        await canvas.Button("Download").ClickAsync();
        await Expect(canvas.Pane.GetByRole(AriaRole.Link, new() { Name = "Original" })).ToContainTextAsync("PNG, ");
        await page.Keyboard.PressAsync("Escape");
        await session.AskAsync("black and white");
        await Expect(session.Messages.Last).ToContainTextAsync("made as PNG, ");
        await canvas.ShouldShowAsync("black and white.png");

        await canvas.Button("Download").ClickAsync();
        await Expect(canvas.Pane.GetByRole(AriaRole.Link, new() { Name = "As made" })).ToContainTextAsync("PNG, ");
        var download = await page.RunAndWaitForDownloadAsync(
            () => canvas.Pane.GetByRole(AriaRole.Button, new() { Name = "JPEG" }).ClickAsync());
        await using var file = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);

        // The first step of the first quantization table is 16 at quality 50, and 2 at 95.
        var table = bytes.ToArray().AsSpan().IndexOf([(byte)0xFF, (byte)0xDB]);
        Assert.InRange(bytes.ToArray()[table + 5], 1, 2);
    });

    [Fact]
    public Task A_mask_is_shown_as_it_was_understood() => browser.RunAsync("edit-mask", async scenario =>
    {
        var (page, name) = await StartAsync(scenario, TestImages.Png(300, 200), "quarters.png");
        using var http = browser.System.CreateClient();
        var (api, _) = await EditsAsync(http, name, page);
        var sessionId = new SessionId(new Uri(page.Url).Segments[^1]);
        var picture = (await api.ListSessionImagesAsync(sessionId)).Items[0];
        using var mask = new MemoryStream(TestImages.Png(300, 200, alpha: true));
        var uploaded = await api.UploadImageAsync(sessionId, mask, "left.mask.png");
        await api.CreateEditAsync(sessionId, new("invert", [picture.Id], uploaded.Id));

        var ask = new SessionScreen(page).Messages.First;
        await Expect(ask.GetByText("Mask read by transparency: what is opaque in it may change, 50% of the picture.")).ToBeVisibleAsync();
        var shown = ask.GetByAltText("With a mask: white may change");
        await Expect(shown).ToHaveJSPropertyAsync("naturalWidth", 300);
        Assert.Contains("invert", await shown.EvaluateAsync<string>("image => getComputedStyle(image).filter"), StringComparison.Ordinal);
        await Expect(new SessionScreen(page).Messages).ToHaveCountAsync(2);
        await Artifacts.SaveScreenshotAsync("edit-mask", page);
    });

    private static async Task<(IPage Page, string Name)> StartAsync(BrowserScenario scenario, byte[] picture, string fileName)
    {
        var page = await scenario.OpenAsync();
        var name = await new AccountScreen(page).RegisterAsync();
        var session = new SessionScreen(page);
        await session.CreateAsync();
        await session.DropAsync(picture, fileName, "image/png");
        await new CanvasScreen(page).ShouldShowAsync(fileName);
        return (page, name);
    }

    private static async Task<(NanoBananaClient Api, IReadOnlyList<Edit> Edits)> EditsAsync(HttpClient http, string name, IPage page)
    {
        var tokens = await new NanoBananaClient(http, _ => default).LoginAsync(new(name, AccountScreen.Password));
        var api = new NanoBananaClient(http, _ => ValueTask.FromResult<string?>(tokens.AccessToken));
        return (api, (await api.ListEditsAsync(new(new Uri(page.Url).Segments[^1]))).Items);
    }
}
