using Microsoft.Playwright;
using NanoBanana.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>
/// What is seen when there is nothing yet, nothing any more, or no connection: nothing that axe can find, and a picture of each.
/// </summary>
[Collection(nameof(LookFixture))]
public sealed class StateLookTests(BrowserFixture browser)
{
    private const string Missing = "/s/0199e1a2b3c47d5e8f60718293a4b5c6";

    /// <summary>Made once and looked at in every look.</summary>
    private static Task<(string New, string Member, string Empty)>? _prepared;

    [Theory, MemberData(nameof(LookTests.Looks), MemberType = typeof(LookTests))]
    public Task Everybody_can_tell_what_to_do_next(string look) => browser.RunAsync($"state-look-{look}", async scenario =>
    {
        var (newcomer, member, empty) = await (_prepared ??= PrepareAsync(scenario));
        var violations = new List<string>();
        await LookAsync(await OpenAsync(scenario, look, newcomer, "/"), $"home-new-{look}", violations);
        var page = await OpenAsync(scenario, look, member, empty);
        await LookAsync(page, $"session-empty-{look}", violations);
        await page.GotoAsync(Missing);
        await LookTests.SettleAsync(page);
        await Expect(page.Locator(".failure-state .primary")).ToBeVisibleAsync();
        await page.Context.SetOfflineAsync(true);
        await Expect(page.Locator(".connection[data-state=offline]")).ToBeVisibleAsync();
        await LookAsync(page, $"missing-offline-{look}", violations);
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    });

    [Fact]
    public Task Much_zoom_large_letters_and_forced_colours_take_nothing_away() => browser.RunAsync("reflow", async scenario =>
    {
        var (newcomer, member, empty) = await (_prepared ??= PrepareAsync(scenario));
        foreach (var (state, path) in ((string, string)[])[(newcomer, "/"), (member, empty), (member, "/gallery"), (member, "/profile")])
        {
            // 1280 × 1024 at 400 %.
            var page = await scenario.OpenAsync(
                new() { Locale = "en-US", StorageState = state, ViewportSize = new() { Width = 320, Height = 256 } });
            await page.GotoAsync(path);
            await LookTests.SettleAsync(page);
            await Eventually.TrueAsync(
                async () => await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") == 320,
                $"{path} to fit the window");
        }

        var colours = await scenario.OpenAsync(new()
        {
            Locale = "en-US",
            StorageState = member,
            ForcedColors = ForcedColors.Active,
            ViewportSize = new() { Width = 600, Height = 800 }
        });
        await colours.GotoAsync(empty);
        var views = colours.GetByRole(AriaRole.Group, new() { Name = "View" }).GetByRole(AriaRole.Button);
        await Expect(views).ToHaveCountAsync(2);
        // The page comes alive, and its view is chosen, a little later than it is there.
        await Eventually.TrueAsync(
            async () => await IsHighlightedAsync(views.First) && !await IsHighlightedAsync(views.Last),
            "the chosen view to stand out, alone");
        var normal = await SizeAsync(views.First);
        await colours.EvaluateAsync("() => { document.documentElement.style.fontSize = '30px'; }");
        await Eventually.TrueAsync(async () => await SizeAsync(views.First) > 1.9 * normal, "the buttons to grow with the letters");
    });

    private static Task<bool> IsHighlightedAsync(ILocator element) => element.EvaluateAsync<bool>(
        """
        element => {
          const probe = document.body.appendChild(document.createElement('i'));
          probe.style.forcedColorAdjust = 'none';
          probe.style.backgroundColor = 'Highlight';
          return getComputedStyle(element).backgroundColor === getComputedStyle(probe).backgroundColor;
        }
        """);

    private static async Task<double> SizeAsync(ILocator element) => (await element.BoundingBoxAsync())!.Height;

    private static async Task LookAsync(IPage page, string name, List<string> violations)
    {
        await Artifacts.SaveScreenshotAsync(name, page);
        violations.AddRange(await LookTests.ViolationsAsync(page, name));
    }

    private static async Task<IPage> OpenAsync(BrowserScenario scenario, string look, string state, string path)
    {
        var options = LookTests.Options(look);
        options.StorageState = state;
        var page = await scenario.OpenAsync(options);
        await page.GotoAsync(path);
        await LookTests.SettleAsync(page);
        return page;
    }

    /// <summary>Somebody without a session, and somebody with an empty one.</summary>
    private static async Task<(string New, string Member, string Empty)> PrepareAsync(BrowserScenario scenario)
    {
        var newcomer = await scenario.OpenAsync();
        await new AccountScreen(newcomer).RegisterAsync($"noor.{Guid.NewGuid().ToString("N")[..4]}");
        var member = await scenario.OpenAsync();
        await new AccountScreen(member).RegisterAsync($"mira.{Guid.NewGuid().ToString("N")[..4]}");
        await new SessionScreen(member).CreateAsync();
        return (await newcomer.Context.StorageStateAsync(), await member.Context.StorageStateAsync(), new Uri(member.Url).AbsolutePath);
    }
}
