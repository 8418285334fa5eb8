using System.Net;
using Microsoft.Playwright;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Ids;
using NanoBanana.Tests.Browser;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Operations;

/// <summary>The operator's page, and the page behind a one-time link.</summary>
public sealed class OperatePageTests(OperatorOffice office) : IClassFixture<OperatorOffice>
{
    private const string NewPassword = "an unlikely horse battery";

    [Fact]
    public async Task An_operator_gives_a_link_and_its_holder_signs_in_with_a_new_password()
    {
        Assertions.SetDefaultExpectTimeout(20_000);
        await using var web = await WebFixture.StartWebAsync(
            office.System, KeyValuePair.Create("services__api__http__0", (string?)office.Address.ToString().TrimEnd('/')));
        using var alice = await office.System.CreateUserAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await BrowserFixture.LaunchAsync(playwright);
        await using var scenario = new BrowserScenario(browser, web.Address, "operate");
        var page = await OpenAsync(scenario, office.Ada, "en-US", 1280);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Queues" })).ToBeVisibleAsync();
        await Expect(page.GetByText("No worker runs")).ToBeVisibleAsync();
        await ShouldShowCostsAndFailuresAsync(page, alice);
        await ShouldPauseEditsAsync(page);
        await ShouldFindDeadJobsAsync(page);
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "User name, e-mail" }).FillAsync(alice.User.Username);
        await page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Password link: {alice.User.Username}" }).ClickAsync();
        var link = await page.Locator(".link").TextContentAsync();
        await Expect(page.GetByText("Password link made")).ToBeVisibleAsync();
        await Artifacts.SaveScreenshotAsync("operate", await page.ScreenshotAsync());
        Assert.Empty(await LookTests.ViolationsAsync(page, "operate"));

        foreach (var (language, width) in ((string, int)[])[("en-US", 390), ("zh-CN", 390)])
        {
            var phone = await OpenAsync(scenario, office.Ada, language, width);
            await Expect(phone.Locator("#actions")).ToBeVisibleAsync();
            await Artifacts.SaveScreenshotAsync($"operate-phone-{language}", await phone.ScreenshotAsync());
            Assert.Empty(await LookTests.ViolationsAsync(phone, $"operate-{language}"));
            var fits = await phone.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth");
            Assert.True(fits, "The page is wider than the phone.");
        }

        var holder = await scenario.OpenAsync();
        await holder.GotoAsync(link![link!.IndexOf("/reset/", StringComparison.Ordinal)..]);
        Assert.Empty(await LookTests.ViolationsAsync(holder, "reset"));
        await holder.GetByLabel("New password").FillAsync(NewPassword);
        await holder.GetByRole(AriaRole.Button, new() { Name = "Set the new password" }).ClickAsync();
        await Expect(holder.GetByText("Your password is changed")).ToBeVisibleAsync();
        Assert.Equal(alice.User, (await office.Stranger.LoginAsync(new(alice.User.Username, NewPassword))).User);

        // The same link again, and the same page for somebody who is no operator.
        await holder.GotoAsync(link[link.IndexOf("/reset/", StringComparison.Ordinal)..]);
        await holder.GetByLabel("New password").FillAsync(NewPassword);
        await holder.GetByRole(AriaRole.Button, new() { Name = "Set the new password" }).ClickAsync();
        await Expect(holder.GetByText("This link was used")).ToBeVisibleAsync();
        await new AccountScreen(holder).SignInAsync(alice.User.Username, NewPassword);
        await new AccountScreen(holder).ShouldBeSignedInAsync();
        await holder.GotoAsync("/operate");
        await Expect(holder.GetByText("This page is for operators")).ToBeVisibleAsync();
        Assert.Empty(scenario.ScriptErrors);
    }

    private async Task ShouldShowCostsAndFailuresAsync(IPage page, TestUser alice)
    {
        await office.Stranger.LoginAsync(new(alice.User.Username, "not the password")).ShouldFailAsync(HttpStatusCode.Unauthorized);
        using var redis = await ConnectionMultiplexer.ConnectAsync(office.System.Redis.ConnectionString);
        var charges = new DailyCharges(redis.GetDatabase(), TimeProvider.System);
        var edit = new Edit(
            Id.New(DateTimeOffset.UtcNow), "none", EditStatus.Succeeded, "warmer", [], null, 1, "gemini", 1, [], null, "none", null,
            DateTimeOffset.UtcNow, null, null, alice.User.Id, null, new(0, 7));
        await charges.AddAsync(edit);
        await charges.AddAsync(edit with { AuthorId = Id.New(DateTimeOffset.UtcNow), Engine = "local", Units = new(0, 2) });

        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Cost units today" })).ToContainTextAsync("gemini");
        var costs = await page.GetByRole(AriaRole.Region, new() { Name = "Cost units today" }).InnerTextAsync();
        Assert.Matches($"(?s)gemini\\s+7 units\\s+local\\s+2 units.*{alice.User.Username}.*7 units.*Deleted account.*2 units", costs);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Refusals and failures" })).ToContainTextAsync("Sign-in: refused");
    }

    private static async Task ShouldPauseEditsAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause edits" }).ClickAsync();
        await Expect(page.GetByText("Edits are paused. What is asked for waits")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume edits" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause edits" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Edits resumed")).ToBeVisibleAsync();
    }

    /// <summary>More than one page of them, and one that is looked for.</summary>
    private async Task ShouldFindDeadJobsAsync(IPage page)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(office.System.Redis.ConnectionString);
        var ids = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            ids.Add(await DeadJob.BuryAsync(redis.GetDatabase()));
        }

        var dead = page.GetByRole(AriaRole.Region, new() { Name = "Jobs that were given up" });
        await Expect(dead.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(20);
        await dead.GetByRole(AriaRole.Button, new() { Name = "Show more" }).ClickAsync();
        await Expect(dead.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(25);
        await dead.GetByRole(AriaRole.Searchbox).FillAsync(ids[3]);
        await Expect(dead.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await dead.GetByLabel("Choose all").CheckAsync();
        await dead.GetByRole(AriaRole.Button, new() { Name = "Drop 1" }).ClickAsync();
        await Expect(dead.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(0);
        await dead.GetByRole(AriaRole.Searchbox).FillAsync("");
        await Expect(dead.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(24);
        await redis.GetDatabase().KeyDeleteAsync("{jobs}:dead");
    }

    private static async Task<IPage> OpenAsync(BrowserScenario scenario, TestUser user, string language, int width)
    {
        var page = await scenario.OpenAsync(new() { ViewportSize = new() { Width = width, Height = 844 }, Locale = language });
        await page.GotoAsync("/sign-in");
        await page.Locator("[name='Form.Login']").FillAsync(user.User.Username);
        await page.Locator("[name='Form.Password']").FillAsync(user.Password);
        await page.Locator("button.primary.wide").ClickAsync();
        await page.Locator(".account a[href=operate]").ClickAsync();
        return page;
    }
}
