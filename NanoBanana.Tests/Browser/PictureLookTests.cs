using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>History, gallery and running edits in every look: no violation that axe can find, and pictures of them for people.</summary>
[Collection(nameof(LookFixture))]
public sealed class PictureLookTests(BrowserFixture browser)
{
    /// <summary>Made once and looked at in every look.</summary>
    private static Task<(string State, string Session, string Middle)>? _prepared;

    public static TheoryData<string> Looks => LookTests.Looks;

    [Theory, MemberData(nameof(Looks))]
    public Task Everybody_can_use_the_history_and_the_gallery(string look) => browser.RunAsync($"look-pictures-{look}", async scenario =>
    {
        var (state, session, middle) = await (_prepared ??= PrepareAsync(scenario));
        var options = LookTests.Options(look);
        options.StorageState = state;
        var page = await scenario.OpenAsync(options);
        var violations = new List<string>();

        await page.GotoAsync($"/s/{session}?image={middle}");
        await Expect(page.Locator(".jobs")).ToBeEnabledAsync();
        await page.Locator(".jobs").ClickAsync();
        await LookAsync("jobs");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("[data-history]").ClickAsync();
        await Expect(page.Locator(".history li")).ToHaveCountAsync(6);
        await LookAsync("history");
        await page.GotoAsync("/gallery");
        await Expect(page.Locator(".pictures .row:not(.first)").First).ToBeVisibleAsync();
        await LookAsync("gallery");
        await page.Locator(".tile input").Nth(1).ClickAsync();
        await page.Locator(".tile input").Nth(3).ClickAsync();
        await Expect(page.Locator(".selection")).ToBeVisibleAsync();
        await LookAsync("gallery-marked");
        await page.GotoAsync("/gallery?q=nothing-like-it");
        await Expect(page.Locator(".empty h2")).ToBeVisibleAsync();
        await LookAsync("gallery-empty");
        Assert.True(violations.Count == 0, string.Join('\n', violations));

        async Task LookAsync(string name)
        {
            await LookTests.SettleAsync(page);
            await Artifacts.SaveScreenshotAsync($"{name}-{look}", page);
            violations.AddRange(await LookTests.ViolationsAsync(page, name));
        }
    });

    /// <summary>A photograph with versions of versions, one of them deleted; an edit that failed; and other pictures.</summary>
    private async Task<(string State, string Session, string Middle)> PrepareAsync(BrowserScenario scenario)
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var other = await user.Api.CreateSessionAsync("Poster");
        for (var i = 0; i < 9; i++)
        {
            await user.UploadAsync(other.Id, i % 2 == 0 ? SamplePhoto.Morning(900 + (90 * i), 900) : SamplePhoto.Evening(900,
                700 + (60 * i)), $"draft {i}.jpg");
        }
        var session = (await user.Api.CreateSessionAsync("Hills")).Id;
        var evening = await user.UploadAsync(session, SamplePhoto.Evening(1800, 1200), "evening.jpg");
        var grey = await user.EditAsync(evening, "black and white");
        var soft = await user.EditAsync(grey, "sharpen it");
        await user.EditAsync(soft, "mirror");
        var warm = await user.EditAsync(evening, "warm it up");
        await user.EditAsync(warm, "crop to a square");
        await user.Api.DeleteImageAsync(soft.Id);
        await user.Api.CreateEditAsync(session, new("frobnicate the wibble", [warm.Id], Engine: "local"));
        return (await user.Page.Context.StorageStateAsync(), session, warm.Id);
    }
}
