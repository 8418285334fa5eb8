using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>The pages around the editor in every look: nothing that axe can find, and a picture of each.</summary>
[Collection(nameof(LookFixture))]
public sealed class PeopleLookTests(BrowserFixture browser)
{
    /// <summary>Made once and looked at in every look.</summary>
    private static Task<(string Owner, string Viewer, string Session, string Join, string Copy)>? _prepared;

    [Theory, MemberData(nameof(LookTests.Looks), MemberType = typeof(LookTests))]
    public Task Everybody_can_use_the_pages_around_the_editor(string look) => browser.RunAsync($"people-look-{look}", async scenario =>
    {
        var (owner, viewer, session, join, copy) = await (_prepared ??= PrepareAsync(scenario));
        var member = await OpenAsync(scenario, look, owner);
        var guest = await OpenAsync(scenario, look, viewer);
        var stranger = await OpenAsync(scenario, look, null);
        var violations = new List<string>();

        await member.GotoAsync(session);
        var share = member.Locator(".share");
        await Expect(share).ToBeEnabledAsync();
        await share.ClickAsync();
        await Expect(member.Locator(".share-link").Nth(1)).ToBeVisibleAsync();
        await LookAsync(member, $"share-{look}", violations);
        foreach (var (page, path, name) in ((IPage, string, string)[])
        [
            (member, "/profile", "profile-devices"), (guest, session, "viewer"), (member, join, "join"),
            (member, copy + "/copy", "own-copy"),
            (stranger, join, "join-signed-out"), (stranger, copy, "public-copy"), (stranger, "/snapshots/none", "public-copy-gone"),
        ])
        {
            await page.GotoAsync(path);
            await LookTests.SettleAsync(page);
            await LookAsync(page, $"{name}-{look}", violations);
        }
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    });

    private static async Task LookAsync(IPage page, string name, List<string> violations)
    {
        await Artifacts.SaveScreenshotAsync(name, page);
        violations.AddRange(await LookTests.ViolationsAsync(page, name));
    }

    /// <summary>A session with two people, an invitation and a public copy.</summary>
    private static async Task<(string Owner, string Viewer, string Session, string Join, string Copy)> PrepareAsync(
        BrowserScenario scenario)
    {
        var other = await scenario.OpenAsync();
        var guest = await new AccountScreen(other).RegisterAsync($"noor.{Guid.NewGuid().ToString("N")[..4]}");
        var page = await scenario.OpenAsync();
        await new AccountScreen(page).RegisterAsync($"mira.{Guid.NewGuid().ToString("N")[..4]}");
        var session = new SessionScreen(page);
        await session.CreateAsync();
        await session.WriteAsync("Evening over the hills, as it came from the camera");
        await session.DropAsync(SamplePhoto.Evening(1200, 800), "evening.jpg", "image/jpeg");
        await session.ShouldShowThumbnailAsync("evening.jpg", width: 512);
        var share = new ShareScreen(page);
        await share.OpenAsync();
        await share.AddAsync(guest, "Viewer");
        await Expect(share.Members).ToHaveCountAsync(2);
        var (join, copy) = (await share.InviteAsync("Editor"), await share.PublishAsync());
        return (await page.Context.StorageStateAsync(), await other.Context.StorageStateAsync(), new Uri(page.Url).AbsolutePath,
            new Uri(join).AbsolutePath, new Uri(copy).AbsolutePath);
    }

    private static Task<IPage> OpenAsync(BrowserScenario scenario, string look, string? state)
    {
        var options = LookTests.Options(look);
        options.StorageState = state;
        return scenario.OpenAsync(options);
    }
}
