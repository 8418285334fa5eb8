using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using NanoBanana.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>The app on a phone's start screen: icons, shared pictures, and what is left of it without a server.</summary>
[Collection(nameof(BrowserFixture))]
public sealed class InstalledTests(BrowserFixture browser)
{
    [Fact]
    public async Task The_manifest_names_icons_that_are_there()
    {
        using var http = new HttpClient { BaseAddress = browser.Web.Address };
        using var answer = await http.GetAsync("/manifest.webmanifest");
        Assert.Equal("application/manifest+json", answer.Content.Headers.ContentType?.MediaType);
        var manifest = await answer.Content.ReadFromJsonAsync<JsonElement>();
        foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
        {
            using var image = await http.GetAsync(icon.GetProperty("src").GetString());
            Assert.Equal(icon.GetProperty("type").GetString(), image.Content.Headers.ContentType?.MediaType);
        }
        Assert.Equal("share", manifest.GetProperty("share_target").GetProperty("action").GetString());
    }

    [Fact]
    public Task Without_a_server_what_was_seen_last_is_shown_and_what_is_typed_is_kept() => browser.RunAsync("offline", async scenario =>
    {
        var web = await browser.StartWebAsync();
        var page = await scenario.OpenAsync(new() { ServiceWorkers = ServiceWorkerPolicy.Allow, Locale = "en-US" }, web.Address);
        await new AccountScreen(page).RegisterAsync();
        var (session, canvas) = (new SessionScreen(page), new CanvasScreen(page));
        await session.CreateAsync();
        await session.DropAsync(TestImages.Png(300, 200), "quarters.png", "image/png");
        await canvas.ShouldShowAsync("quarters.png");
        await session.WriteAsync("Ideas for the poster");
        await session.Composer.FillAsync("warmer, and");
        await Expect(session.Messages).ToHaveCountAsync(1);
        await ShouldBeInstalledAsync(page);
        await Eventually.TrueAsync(
            () => page.EvaluateAsync<bool>(
                """
                async () => {
                  document.dispatchEvent(new Event('visibilitychange'));
                  const state = await (await caches.match('last/state'))?.text();
                  const kept = await (await caches.open('offline-1')).keys();
                  return Boolean(state?.includes('Ideas for the poster') && await caches.match('last/picture'))
                    && ['offline', 'offline.', 'lastState.', 'app.', 'styles.'].every(name => kept.some(key => key.url.includes(name)));
                }
                """),
            "the last state to be kept");

        await web.DisposeAsync();
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("You are offline");
        await Expect(page.Locator(".offline")).ToHaveCSSAsync("display", "grid");
        await Expect(page.GetByRole(AriaRole.Listitem)).ToContainTextAsync(["Ideas for the poster"]);
        await Expect(page.GetByAltText("quarters.png")).ToHaveJSPropertyAsync("naturalWidth", 300);
        var box = page.GetByRole(AriaRole.Textbox);
        await Expect(box).ToHaveValueAsync("warmer, and");
        await box.PressSequentiallyAsync(" a bit brighter");
        await page.ReloadAsync();
        await Expect(box).ToHaveValueAsync("warmer, and a bit brighter");
    });

    [Fact]
    public Task A_picture_on_the_screen_is_kept_without_asking_for_it_again() => browser.RunAsync("kept-picture", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var page = user.Page;
        await ToolStory.OpenAsync(user, TestImages.Png(300, 200));
        await page.Context.SetOfflineAsync(true);
        await Eventually.TrueAsync(
            () => page.EvaluateAsync<bool>(
                """
                async () => {
                  document.dispatchEvent(new Event('visibilitychange'));
                  return Boolean(await caches.match('last/picture'));
                }
                """),
            "the picture to be kept");
    });

    [Fact]
    public Task A_picture_that_a_phone_shares_opens_in_a_session() => browser.RunAsync("share-target", async scenario =>
    {
        var page = await scenario.OpenAsync(new() { ServiceWorkers = ServiceWorkerPolicy.Allow, Locale = "en-US" });
        await new AccountScreen(page).RegisterAsync();
        await ShouldBeInstalledAsync(page);
        // As the phone sends it.
        await page.EvaluateAsync(
            """
            base64 => {
              const form = Object.assign(
                document.createElement('form'), { method: 'post', action: 'share', enctype: 'multipart/form-data' });
              const input = Object.assign(document.createElement('input'), { type: 'file', name: 'file' });
              const files = new DataTransfer();
              files.items.add(
                new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], 'über die Straße.png', { type: 'image/png' }));
              input.files = files.files;
              form.append(input);
              document.body.append(form);
              form.submit();
            }
            """,
            Convert.ToBase64String(TestImages.Png(300, 200)));
        await new CanvasScreen(page).ShouldShowAsync("über die Straße.png");
        Assert.Equal(0, await page.EvaluateAsync<int>("async () => Number(await caches.has('shared'))"));
        Assert.Empty(scenario.ScriptErrors);
    });

    /// <summary>The service worker has taken the page over.</summary>
    /// <summary>
    /// Waits for the service worker. The page itself may have begun to load before it, and is not the worker's then; where it goes next is.
    /// </summary>
    private static Task ShouldBeInstalledAsync(IPage page) => Eventually.TrueAsync(
        () => page.EvaluateAsync<bool>("async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'"),
        "the service worker");
}
