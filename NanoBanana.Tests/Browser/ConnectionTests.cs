using Microsoft.Playwright;
using NanoBanana.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed class ConnectionTests(BrowserFixture browser)
{
    private const int Patience = 60_000;

    [Fact]
    public Task A_page_lives_through_no_network_no_api_and_no_server_and_goes_on_by_itself() => browser.RunAsync("away", async scenario =>
    {
        // A web app and an API of its own to take away.
        var api = browser.System.Apis[1];
        await using var web = await browser.StartWebAsync(api.Address);
        var page = await scenario.OpenAsync(at: web.Address);
        await new AccountScreen(page).RegisterAsync();
        var (session, canvas) = (new SessionScreen(page), new CanvasScreen(page));
        await new HomeScreen(page).DropAsync(SamplePhoto.Evening(600, 400), "first.jpg");
        await canvas.ShouldShowAsync("first.jpg");
        await session.DropAsync(SamplePhoto.Morning(600, 400), "second.jpg", "image/jpeg");
        await canvas.ShouldShowAsync("second.jpg");
        await page.GetByRole(AriaRole.Region, new() { Name = "Images" }).GetByAltText("first.jpg").ClickAsync();
        await canvas.ShouldShowAsync("first.jpg");
        var path = new Uri(page.Url).AbsolutePath;
        var line = page.Locator(".connection");

        // No network: one can go on typing, and nothing leaves the page.
        await session.Composer.FillAsync("warm it");
        await page.Context.SetOfflineAsync(true);
        await Expect(line).ToContainTextAsync("You are offline");
        await session.Composer.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "Gallery", Exact = true }).ClickAsync();
        await Expect(session.Composer).ToHaveValueAsync("warm it");
        await page.Context.SetOfflineAsync(false);
        await Expect(line).ToContainTextAsync("Connected again");
        await Expect(line).ToBeHiddenAsync();
        Assert.EndsWith(path, page.Url, StringComparison.Ordinal);

        // No API: what is open stays, and what cannot be opened opens once it is back.
        api.Kill();
        await Expect(page.GetByText("Live updates are paused")).ToBeVisibleAsync();
        var options = LookTests.Options("desktop");
        options.StorageState = await page.Context.StorageStateAsync();
        var other = await scenario.OpenAsync(options, web.Address);
        await other.GotoAsync(path);
        await Expect(other.GetByRole(AriaRole.Alert).GetByText("cannot be opened right now")).ToBeVisibleAsync();
        await Artifacts.SaveScreenshotAsync("api-away-desktop", other);
        await api.RestartAsync();
        await new CanvasScreen(other).ShouldShowAsync("second.jpg");
        await Expect(page.GetByText("Live updates are paused")).ToBeHiddenAsync();

        // No server: the same, and the page comes back with the words and the picture that was open.
        web.Kill();
        await Expect(line).ToContainTextAsync("The connection was lost");
        await Expect(page.GetByText("This page has failed")).ToBeHiddenAsync();
        await session.Composer.FillAsync("warm it up");
        await Artifacts.SaveScreenshotAsync("connection-lost-desktop", page);
        await web.RestartAsync();
        await Expect(session.Say).ToBeEnabledAsync(new() { Timeout = Patience });
        await Expect(line).ToBeHiddenAsync(new() { Timeout = Patience });
        await Expect(session.Composer).ToHaveValueAsync("warm it up", new() { Timeout = Patience });
        await canvas.ShouldShowAsync("first.jpg");
        await session.AskAsync("warm it up");
        await Expect(session.Messages).ToHaveCountAsync(2);
    });

    [Fact]
    public Task Behind_a_known_proxy_devices_are_listed_by_their_own_address() => browser.RunAsync("proxy", async scenario =>
    {
        // The browser is on this machine, as a known proxy is.
        var page = await scenario.OpenAsync(new()
        {
            Locale = "en-US",
            ExtraHTTPHeaders = [KeyValuePair.Create("X-Forwarded-For", "198.51.100.1, 203.0.113.9")],
        });
        await new AccountScreen(page).RegisterAsync();
        await page.GotoAsync("/profile");
        await Expect(page.GetByText("203.0.113.9")).ToBeVisibleAsync();

        Assert.Contains("; secure", await FormCookieAsync(System.Net.IPAddress.Loopback), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("; secure", await FormCookieAsync(LoopbackClient.Draw()), StringComparison.OrdinalIgnoreCase);
    });

    /// <summary>The cookie of the sign-in form, asked for by HTTPS as whoever is at this address says.</summary>
    private async Task<string> FormCookieAsync(System.Net.IPAddress from)
    {
        using var http = LoopbackClient.Create(browser.Web.Address, from: from);
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var answer = await http.GetAsync("/sign-in");
        return answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.Contains("nano-banana-form=", StringComparison.Ordinal));
    }
}
