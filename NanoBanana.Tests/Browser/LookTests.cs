using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>Every page in every look: no violation that axe can find, and a picture of it for people.</summary>
public sealed class LookTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    public static TheoryData<string> Looks => ["desktop", "phone", "dark", "zh-CN"];

    [Theory, MemberData(nameof(Looks))]
    public Task Everybody_can_use_the_pages(string look) => browser.TellAsync($"look-{look}", async story =>
    {
        var stranger = await story.OpenAsync(Options(look));
        foreach (var path in (string[])["/sign-in", "/register"])
        {
            await stranger.GotoAsync(path);
            await ShouldBeAccessibleAsync(stranger, $"{path[1..]}-{look}");
        }

        var (state, session) = await PrepareAsync(story);
        var options = Options(look);
        options.StorageState = state;
        var page = await story.OpenAsync(options);
        foreach (var (path, name) in ((string, string)[])[("/", "home"), (session, "session"), ("/profile", "profile"), ("/nothing", "not-found")])
        {
            await page.GotoAsync(path);
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            if (name == "session")
            {
                await Expect(page.Locator(".thumbnail img").First).ToHaveJSPropertyAsync("complete", true);
            }
            await ShouldBeAccessibleAsync(page, $"{name}-{look}");
        }
    });

    /// <summary>Somebody with two sessions, one of them with pictures and messages.</summary>
    private static async Task<(string State, string Session)> PrepareAsync(Story story)
    {
        var page = await story.OpenAsync();
        await new AccountScreen(page).RegisterAsync($"mira{Random.Shared.Next(1_000_000)}");
        var session = new SessionScreen(page);
        await session.CreateAsync();
        await session.WriteAsync("Ideas for the poster");
        await Expect(session.Messages).ToHaveCountAsync(1);
        await session.CreateAsync();
        await session.DropAsync(TestImages.Photograph, "harbour.jpg", "image/jpeg");
        await session.ShouldShowThumbnailAsync("harbour.jpg", width: 512);
        await session.WriteAsync("The old harbour, as it came from the camera.");
        await Expect(session.Messages).ToHaveCountAsync(1);
        return (await page.Context.StorageStateAsync(), new Uri(page.Url).AbsolutePath);
    }

    private static BrowserNewContextOptions Options(string look) => new()
    {
        Locale = look == "zh-CN" ? "zh-CN" : "en-US",
        ColorScheme = look == "dark" ? ColorScheme.Dark : ColorScheme.Light,
        ViewportSize = look == "phone" ? new() { Width = 390, Height = 844 } : new() { Width = 1280, Height = 800 },
        IsMobile = look == "phone",
        HasTouch = look == "phone",
    };

    private static async Task ShouldBeAccessibleAsync(IPage page, string name)
    {
        await Artifacts.SaveScreenshotAsync(name, await page.ScreenshotAsync());
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, $"{name}:\n{string.Join('\n', result.Violations.Select(Say))}");
    }

    private static string Say(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Select(node => node.Html))}";
}
