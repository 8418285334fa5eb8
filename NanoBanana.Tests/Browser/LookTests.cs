using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>Every page in every look: no violation that axe can find, and a picture of it for people.</summary>
[Collection(nameof(LookFixture))]
public sealed class LookTests(BrowserFixture browser)
{
    /// <summary>All that is in order is not written down.</summary>
    private static readonly AxeRunOptions OnlyViolations = new() { ResultTypes = [ResultType.Violations] };

    /// <summary>Made once and looked at in every look.</summary>
    private static Task<(string State, string Session)>? _prepared;

    /// <summary>Light and dark differ in colours, a desktop and a phone in sizes: two looks have all of it.</summary>
    public static TheoryData<string> Looks => ["desktop", "phone-dark"];

    /// <summary>Chinese differs in its words only: it is looked at when the pictures of the READMEs are taken.</summary>
    public static TheoryData<string> AllLooks => Artifacts.AreRenewed ? ["desktop", "phone-dark", "zh-CN"] : Looks;

    [Theory, MemberData(nameof(AllLooks))]
    public Task Everybody_can_use_the_pages(string look) => browser.RunAsync($"look-{look}", async scenario =>
    {
        var (state, session) = await (_prepared ??= PrepareAsync(scenario));
        var stranger = await scenario.OpenAsync(Options(look));
        var options = Options(look);
        options.StorageState = state;
        var member = await scenario.OpenAsync(options);
        var violations = new List<string>();
        foreach (var (page, path, name) in ((IPage, string, string)[])
        [
            (stranger, "/welcome", "welcome"), (stranger, "/offline", "offline"),
            (stranger, "/sign-in", "sign-in"), (stranger, "/register", "register"), (member, "/", "home"),
            (member, session, "session"), (member, "/profile", "profile"), (member, "/nothing", "not-found"),
        ])
        {
            await page.GotoAsync(path);
            await SettleAsync(page);
            await Artifacts.SaveScreenshotAsync($"{name}-{look}", page);
            violations.AddRange(await ViolationsAsync(page, path));
        }
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    });

    /// <summary>Somebody with two sessions, one of them with pictures and messages.</summary>
    private static async Task<(string State, string Session)> PrepareAsync(BrowserScenario scenario)
    {
        var page = await scenario.OpenAsync();
        await new AccountScreen(page).RegisterAsync($"mira.{Guid.NewGuid().ToString("N")[..4]}");
        var session = new SessionScreen(page);
        await session.CreateAsync();
        await session.WriteAsync("Ideas for the poster");
        await Expect(session.Messages).ToHaveCountAsync(1);
        await session.CreateAsync();
        await session.DropAsync(SamplePhoto.Evening(1800, 1200), "evening.jpg", "image/jpeg");
        await session.ShouldShowThumbnailAsync("evening.jpg", width: 512);
        await session.WriteAsync("Evening over the hills, as it came from the camera");
        await Expect(session.Messages).ToHaveCountAsync(1);
        await session.DropAsync(SamplePhoto.Morning(1800, 1200), "morning.jpg", "image/jpeg");
        await session.ShouldShowThumbnailAsync("morning.jpg", width: 512);
        await session.AskAsync("black and white");
        await Expect(session.Messages).ToHaveCountAsync(3);
        await session.AskAsync("make it fluffy");
        await Expect(session.Messages.Last.GetByRole(AriaRole.Status)).ToContainTextAsync("I do not know 'fluffy'");
        return (await page.Context.StorageStateAsync(), new Uri(page.Url).AbsolutePath);
    }

    internal static BrowserNewContextOptions Options(string look) => new()
    {
        Locale = look == "zh-CN" ? "zh-CN" : "en-US",
        ColorScheme = look.Contains("dark", StringComparison.Ordinal) ? ColorScheme.Dark : ColorScheme.Light,
        ViewportSize = look.StartsWith("phone", StringComparison.Ordinal)
            ? new() { Width = 390, Height = 844 }
            : new() { Width = 1280, Height = 800 },
        IsMobile = look.StartsWith("phone", StringComparison.Ordinal),
        HasTouch = look.StartsWith("phone", StringComparison.Ordinal),
    };

    /// <summary>
    /// Waits until nothing is loaded any more, for a while: a connection may be held open, and what is looked at is there.
    /// </summary>
    internal static async Task SettleAsync(IPage page)
    {
        try
        {
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle, new() { Timeout = 10_000 });
        }
        catch (TimeoutException)
        {
        }
    }

    /// <summary>What axe finds in a page. Chinese differs from English in its words only, so it is not asked about that again.</summary>
    internal static async Task<IEnumerable<string>> ViolationsAsync(IPage page, string name) =>
        await page.Locator("html").GetAttributeAsync("lang") is "zh-CN" ? []
            : (await page.RunAxe(OnlyViolations)).Violations.Select(violation => Say(name, violation));

    private static string Say(string path, AxeResultItem violation) =>
        $"{path}: {violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Select(node => node.Html))}";
}
