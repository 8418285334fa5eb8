using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed partial class SharingTests(BrowserFixture browser)
{
    private const string Away = "is not shared with you any more";

    [Fact]
    public Task Somebody_joins_writes_looks_on_and_is_removed_live() => browser.RunAsync("sharing", async scenario =>
    {
        var (page, _, session) = await StartAsync(scenario, "The poster for June");
        var other = await scenario.OpenAsync();
        var guest = await new AccountScreen(other).RegisterAsync();
        await new SessionScreen(other).MarkAsync();
        var share = new ShareScreen(page);
        await share.OpenAsync();
        await share.AddAsync("nobody.at.all", "Editor");
        await Expect(share.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nobody goes by this");
        await share.AddAsync(guest, "Editor");
        await Expect(share.Members).ToHaveCountAsync(2);

        await other.GetByRole(AriaRole.Link, new() { Name = "The poster for June" }).ClickAsync();
        var there = new SessionScreen(other);
        await there.WriteAsync("A warmer sky?");
        await Expect(session.Messages).ToContainTextAsync(["The poster for June", "A warmer sky?"]);
        await Expect(session.Messages.Last).ToContainTextAsync(guest);

        await share.RoleOf(guest).SelectOptionAsync("Viewer");
        await Expect(other.GetByRole(AriaRole.Note)).ToContainTextAsync("You are looking on");
        await Expect(there.Composer).ToHaveCountAsync(0);
        await share.CloseAsync();
        await session.WriteAsync("Look at this");
        await Expect(there.Messages.Last).ToContainTextAsync("Look at this");

        await share.OpenAsync();
        await share.Button($"Remove {guest}").ClickAsync();
        await Expect(other.GetByRole(AriaRole.Status, new() { Name = "Notices" })).ToContainTextAsync(Away);
        await Expect(other).ToHaveURLAsync(Home());
        await Expect(other.GetByRole(AriaRole.Link, new() { Name = "The poster for June" })).ToHaveCountAsync(0);
        await there.ShouldNotHaveReloadedAsync();
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task An_invitation_leads_through_registering_into_the_session_until_it_is_taken_back() =>
        browser.RunAsync("invite", async scenario =>
    {
        var (page, owner, session) = await StartAsync(scenario, "Holiday pictures");
        await session.DropAsync(TestImages.Png(300, 200), "quarters.png", "image/png");
        await session.ShouldShowThumbnailAsync("quarters.png", width: 300);
        var share = new ShareScreen(page);
        await share.OpenAsync();
        var link = await share.InviteAsync("Viewer");

        var other = await scenario.OpenAsync();
        await other.GotoAsync(new Uri(link).AbsolutePath);
        var heading = $"{owner} invites you to look at “Holiday pictures”";
        await Expect(other.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
        await Expect(other.GetByAltText("The newest picture of the session")).ToHaveJSPropertyAsync("naturalWidth", 300);
        await other.GetByRole(AriaRole.Link, new() { Name = "Create account" }).ClickAsync();
        await new AccountScreen(other).FillRegistrationAsync();
        await Expect(other.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
        await other.GetByRole(AriaRole.Button, new() { Name = "Join the session" }).ClickAsync();
        await Expect(new SessionScreen(other).Messages).ToContainTextAsync(["Holiday pictures"]);
        await Expect(share.Members).ToHaveCountAsync(2);
        var guest = await scenario.OpenAsync();
        await guest.GotoAsync(new Uri(link).AbsolutePath);
        await guest.GetByRole(AriaRole.Button, new() { Name = "Go on as a guest" }).ClickAsync();
        await guest.GetByRole(AriaRole.Button, new() { Name = "Join the session" }).ClickAsync();
        await Expect(new SessionScreen(guest).Messages).ToContainTextAsync(["Holiday pictures"]);

        await share.Button("Take this link back").ClickAsync();
        await Expect(share.Invites).ToHaveCountAsync(0);
        var third = await scenario.OpenAsync();
        await new AccountScreen(third).RegisterAsync();
        await third.GotoAsync(new Uri(link).AbsolutePath);
        await Expect(third.GetByRole(AriaRole.Button, new() { Name = "Join the session" })).ToHaveCountAsync(0);
        await Expect(third.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("does not work any more");
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task A_public_copy_is_read_without_an_account_or_a_cookie_until_it_is_taken_away() =>
        browser.RunAsync("public-copy", async scenario =>
    {
        var (page, _, session) = await StartAsync(scenario, "For everybody");
        await session.DropAsync(TestImages.Png(300, 200), "quarters.png", "image/png");
        await new CanvasScreen(page).ShouldShowAsync("quarters.png");
        var share = new ShareScreen(page);
        await share.OpenAsync();
        var path = new Uri(await share.PublishAsync("Also the title and the messages")).AbsolutePath;

        var reader = await scenario.OpenAsync();
        var answer = await reader.GotoAsync(path);
        Assert.Equal("noindex, nofollow", await answer!.HeaderValueAsync("x-robots-tag"));
        Assert.Contains("no-store", await answer.HeaderValueAsync("cache-control"), StringComparison.Ordinal);
        await Expect(reader.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("For everybody");
        var picture = reader.GetByAltText("quarters.png");
        await Expect(picture).ToHaveJSPropertyAsync("naturalWidth", 300);
        await Expect(reader.GetByRole(AriaRole.Textbox)).ToHaveCountAsync(0);
        Assert.Empty(await reader.Context.CookiesAsync());
        await reader.GetByRole(AriaRole.Link, new() { Name = "中文" }).ClickAsync();
        await Expect(reader.GetByText("公开副本，")).ToBeVisibleAsync();
        Assert.Empty(await reader.Context.CookiesAsync());

        await share.Button("Take this copy away").ClickAsync();
        await Expect(share.Copies).ToHaveCountAsync(0);
        await share.CloseAsync();
        await share.OpenAsync();
        await reader.GotoAsync(new Uri(await share.PublishAsync()).AbsolutePath);
        await Expect(reader.GetByAltText("quarters.png")).ToBeVisibleAsync();
        await Expect(reader.GetByText("For everybody")).ToHaveCountAsync(0);
        Assert.Equal(410, (await reader.GotoAsync(path))!.Status);
        await Expect(reader.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This copy is not here");
        Assert.DoesNotContain(scenario.ScriptErrors, line => !line.Contains("410", StringComparison.Ordinal));
    });

    private static async Task<(IPage Page, string Name, SessionScreen Session)> StartAsync(BrowserScenario scenario, string message)
    {
        var page = await scenario.OpenAsync();
        var name = await new AccountScreen(page).RegisterAsync();
        var session = new SessionScreen(page);
        await session.CreateAsync();
        await session.WriteAsync(message);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(message);
        return (page, name, session);
    }

    [GeneratedRegex(@"^http://[^/]+/$")]
    private static partial Regex Home();
}
