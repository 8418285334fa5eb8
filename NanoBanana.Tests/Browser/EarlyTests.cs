using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>What is done on a page before its scripts and its circuit are there, as on a slow line.</summary>
[Collection(nameof(BrowserFixture))]
public sealed class EarlyTests(BrowserFixture browser)
{
    [Fact]
    public Task A_press_before_the_circuit_is_there_counts() => browser.RunAsync("early-press", async scenario =>
    {
        var page = await OpenAsync(scenario);
        var circuit = await SlowLine.HoldAsync(page, SlowLine.Circuit);
        await OpenUntilScriptsRunAsync(page, "/gallery");
        var starred = page.GetByRole(AriaRole.Button, new() { Name = "Starred" });
        await starred.ClickAsync();
        await Expect(starred).ToHaveAttributeAsync("aria-pressed", "false");
        circuit.SetResult();

        await Expect(starred).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.GetByText("Nothing found")).ToBeVisibleAsync();
        await starred.ClickAsync();
        await Expect(starred).ToHaveAttributeAsync("aria-pressed", "false");
    });

    [Fact]
    public Task A_press_before_any_script_is_there_counts() => browser.RunAsync("early-scripts", async scenario =>
    {
        var page = await OpenAsync(scenario);
        var scripts = await SlowLine.HoldAsync(page, "**/js/app*.js");
        await page.GotoAsync("/gallery", new() { WaitUntil = WaitUntilState.Commit });
        var starred = page.GetByRole(AriaRole.Button, new() { Name = "Starred" });
        await starred.ClickAsync();
        scripts.SetResult();
        await Expect(starred).ToHaveAttributeAsync("aria-pressed", "true");
    });

    [Fact]
    public Task What_the_browser_does_alone_waits_for_no_circuit() => browser.RunAsync("early-theme", async scenario =>
    {
        var page = await OpenAsync(scenario);
        var scripts = await SlowLine.HoldAsync(page, "**/js/app*.js");
        var circuit = await SlowLine.HoldAsync(page, SlowLine.Circuit);
        await page.GotoAsync("/gallery", new() { WaitUntil = WaitUntilState.Commit });
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        scripts.SetResult();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        circuit.SetResult();
    });

    [Fact]
    public Task Words_typed_before_the_circuit_is_there_count() => browser.RunAsync("early-words", async scenario =>
    {
        var page = await OpenAsync(scenario);
        var circuit = await SlowLine.HoldAsync(page, SlowLine.Circuit);
        await OpenUntilScriptsRunAsync(page, "/gallery");
        var search = page.GetByRole(AriaRole.Searchbox, new() { Name = "Search prompts and file names" });
        await search.FillAsync("nothing is called so");
        circuit.SetResult();

        await Expect(page.GetByText("Nothing found")).ToBeVisibleAsync();
        await Expect(search).ToHaveValueAsync("nothing is called so");
    });

    [Fact]
    public Task Files_are_asked_for_as_soon_as_they_can_be_taken() => browser.RunAsync("early-pick", async scenario =>
    {
        var page = await OpenAsync(scenario);
        var upload = await SlowLine.HoldAsync(page, "**/js/upload*.js");
        await new SessionScreen(page).CreateAsync();
        var choose = new CanvasScreen(page).Button("Choose images");
        var chooser = page.WaitForFileChooserAsync();
        await choose.ClickAsync();
        upload.SetResult();

        await (await chooser).SetFilesAsync(
            new FilePayload { Name = "early.png", MimeType = "image/png", Buffer = TestImages.Png(30, 20) });
        await new CanvasScreen(page).ShouldShowAsync("early.png");
    });

    private static async Task<IPage> OpenAsync(BrowserScenario scenario)
    {
        var page = await scenario.OpenAsync();
        await new AccountScreen(page).RegisterAsync();
        return page;
    }

    /// <summary>The page's own scripts run, and nothing else: they leave a cookie, which those of the page before have left, too.</summary>
    private static async Task OpenUntilScriptsRunAsync(IPage page, string path)
    {
        await page.Context.ClearCookiesAsync(new() { Name = "zone" });
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForFunctionAsync("() => document.cookie.includes('zone=')");
    }
}
