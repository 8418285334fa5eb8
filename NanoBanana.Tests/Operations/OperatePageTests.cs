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
    private static readonly (string Language, int Width, ColorScheme Scheme)[] Looks =
        [("en-US", 390, ColorScheme.Light), ("zh-CN", 390, ColorScheme.Dark), ("en-US", 1280, ColorScheme.Dark)];

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
        var accounts = page.GetByRole(AriaRole.Region, new() { Name = "Accounts" });
        await accounts.GetByRole(AriaRole.Searchbox).FillAsync(alice.User.Username[..^2]);
        await accounts.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Password link: {alice.User.Username}" }).ClickAsync();
        var link = await page.Locator(".link").TextContentAsync();
        await Expect(page.Locator("strong", new() { HasText = "Password link made" })).ToBeVisibleAsync();
        await ShouldSearchActionsAsync(page, alice);
        await ShouldLookRightAsync(page, "operate");
        foreach (var (language, width, scheme) in Looks)
        {
            var other = await OpenAsync(scenario, office.Ada, language, width, scheme);
            await Expect(other.Locator("#actions")).ToBeVisibleAsync();
            await ShouldLookRightAsync(other, $"operate-{width}-{language}-{scheme}");
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
            new(Id.New(DateTimeOffset.UtcNow)), new("none"), EditStatus.Succeeded, "warmer", [], null, 1, "gemini", 1, [], null, "none",
            null,
            DateTimeOffset.UtcNow, null, null, alice.User.Id, null, new(0, 7));
        await charges.AddAsync(edit);
        await charges.AddAsync(edit with { AuthorId = new(Id.New(DateTimeOffset.UtcNow)), Engine = "local", Units = new(0, 2) });

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
        await Expect(page.Locator("strong", new() { HasText = "Edits resumed" })).ToBeVisibleAsync();
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

        // The oldest is behind what is shown.
        await dead.GetByRole(AriaRole.Searchbox).FillAsync(ids[0]);
        await Expect(dead.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await dead.GetByLabel("Choose all").CheckAsync();
        await dead.GetByRole(AriaRole.Button, new() { Name = "Drop 1" }).ClickAsync();
        await Expect(dead.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(0);
        await Expect(dead.GetByText("No job fits this search.")).ToBeVisibleAsync();
        await dead.GetByRole(AriaRole.Searchbox).FillAsync("");
        await Expect(dead.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(20);
        await dead.GetByRole(AriaRole.Button, new() { Name = "Show more" }).ClickAsync();
        await Expect(dead.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(24);
        await redis.GetDatabase().KeyDeleteAsync("{jobs}:dead");
    }

    /// <summary>By whom, what and to whom; nobody did anything tomorrow. The export has the same search.</summary>
    private async Task ShouldSearchActionsAsync(IPage page, TestUser alice)
    {
        var actions = page.GetByRole(AriaRole.Region, new() { Name = "What operators did" });
        await actions.GetByRole(AriaRole.Searchbox, new() { Name = "By whom" }).FillAsync(office.Ada.User.Username);
        await actions.GetByRole(AriaRole.Searchbox, new() { Name = "To whom" }).FillAsync(alice.User.Username);
        await actions.GetByLabel("What was done").SelectOptionAsync("account.password-link");
        await actions.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await Expect(actions.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await Expect(actions.GetByRole(AriaRole.Listitem)).ToContainTextAsync($"{alice.User.Username}, by {office.Ada.User.Username}");
        var address = await actions.GetByRole(AriaRole.Link).GetAttributeAsync("href");
        var export = await page.EvaluateAsync<string>("address => fetch(address).then(answer => answer.text())", address);
        Assert.Contains(alice.User.Id, Assert.Single(export.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

        await actions.GetByLabel("From").FillAsync($"{DateTime.UtcNow.AddDays(2):yyyy-MM-dd}");
        await actions.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await Expect(actions.GetByText("Nothing fits this search.")).ToBeVisibleAsync();
    }

    /// <summary>Saves a picture of each card, which a reader of the results looks at.</summary>
    private static async Task ShouldLookRightAsync(IPage page, string name)
    {
        foreach (var card in await page.Locator(".operate .card").AllAsync())
        {
            var heading = await card.Locator("h2").GetAttributeAsync("id");
            await Artifacts.SaveScreenshotAsync($"{name}-{heading}", card);
        }

        Assert.Empty(await LookTests.ViolationsAsync(page, name));
        var fits = await page.EvaluateAsync<bool>(
            "() => [...document.querySelectorAll('.operate, .operate *')].every(part => part.getBoundingClientRect().right <= innerWidth)");
        Assert.True(fits, "Something is wider than the window.");
    }

    private static async Task<IPage> OpenAsync(
        BrowserScenario scenario, TestUser user, string language, int width, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await scenario.OpenAsync(
            new() { ViewportSize = new() { Width = width, Height = 844 }, Locale = language, ColorScheme = scheme });
        await page.GotoAsync("/sign-in");
        await page.Locator("[name='Form.Login']").FillAsync(user.User.Username);
        await page.Locator("[name='Form.Password']").FillAsync(user.Password);
        await page.Locator("button.primary.wide").ClickAsync();
        await page.Locator(".account a[href=operate]").ClickAsync();
        return page;
    }
}
