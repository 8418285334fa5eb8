using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed partial class ReplicaTests(BrowserFixture browser)
{
    [Fact]
    public Task Two_replicas_behind_one_address_work_however_connections_are_spread() => browser.RunAsync("replicas", async scenario =>
    {
        await using var second = await browser.StartWebAsync();
        await using var address = new AlternatingAddress(browser.Web.Address.Port, second.Address.Port);
        var page = await scenario.OpenAsync(new() { Locale = "en-US" }, address.Uri);
        await new AccountScreen(page).RegisterAsync();
        var session = new SessionScreen(page);
        await session.CreateAsync();
        var path = new Uri(page.Url).AbsolutePath;
        for (var i = 1; i <= 4; i++)
        {
            await session.OpenAsync(path);
            await session.WriteAsync($"Message {i}");
            await Expect(session.Messages).ToHaveCountAsync(i);
        }
        await session.DropAsync(TestImages.Png(300, 200), "quarters.png", "image/png");
        await new CanvasScreen(page).ShouldShowAsync("quarters.png");
        Assert.True(address.Served.All(count => count > 0));
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task A_page_whose_replica_is_gone_comes_back_on_another_with_what_was_typed() =>
        browser.RunAsync("replica-gone", async scenario =>
    {
        await using var second = await browser.StartWebAsync();
        await using var address = new AlternatingAddress(second.Address.Port, browser.Web.Address.Port) { First = true };
        var page = await scenario.OpenAsync(new() { Locale = "en-US" }, address.Uri);
        await new AccountScreen(page).RegisterAsync();
        var session = new SessionScreen(page);
        await session.CreateAsync();
        await session.WriteAsync("Before");
        await Expect(session.Messages).ToHaveCountAsync(1);

        // What the API has not taken yet goes with the replica.
        await Expect(session.Sending).ToHaveCountAsync(0);
        await session.Composer.FillAsync("Half a thought");
        await session.MarkAsync();
        second.Kill();
        await page.WaitForFunctionAsync("() => !window.notReloaded", null, new() { Timeout = 60_000 });
        await Expect(session.Composer).ToHaveValueAsync("Half a thought", new() { Timeout = 60_000 });
        await Expect(session.Say).ToBeEnabledAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator(".connection")).ToBeHiddenAsync();
        await session.Say.ClickAsync();
        await Expect(session.Messages).ToHaveCountAsync(2);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task What_is_on_its_way_is_said_once_although_the_replica_of_its_page_is_killed(bool apiHasIt) =>
        browser.RunAsync($"replica-killed-sending-{apiHasIt}", async scenario =>
    {
        await using var second = await browser.StartWebAsync();
        await using var address = new AlternatingAddress(second.Address.Port, browser.Web.Address.Port) { First = true };
        using var user = await BrowserUser.RegisterAsync(browser, scenario, at: address.Uri);
        var (page, session) = (user.Page, new SessionScreen(user.Page));
        var id = (await user.Api.CreateSessionAsync()).Id;
        var picture = await user.UploadAsync(id, TestImages.Jpeg(200, 300), "along.jpg");
        await user.UploadAsync(id, TestImages.Png(300, 200), "open.png");
        await session.OpenAsync($"/s/{id}");
        await new CanvasScreen(page).ShouldShowAsync("open.png");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use along.jpg along with the picture" }).ClickAsync();
        await Expect(session.UploadButton("Remove along.jpg from the message")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(session.UploadButton("Remove along.jpg from the message")).ToBeVisibleAsync();
        await Expect(session.Say).ToBeEnabledAsync();
        await session.MarkAsync();
        browser.WebApi.Pause();
        try
        {
            await session.WriteAsync("Said meanwhile");
            await Expect(session.Sending).ToBeVisibleAsync();
            await session.Composer.FillAsync("And half a thought");
            second.Kill();
        }
        finally
        {
            if (!apiHasIt)
            {
                browser.WebApi.Relaunch();
            }
            browser.WebApi.Resume();
        }
        await page.WaitForFunctionAsync("() => !window.notReloaded", null, new() { Timeout = 60_000 });
        await Expect(session.Messages).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        await Expect(session.Messages).ToContainTextAsync("Said meanwhile");
        await Expect(session.Sending).ToHaveCountAsync(0);
        await Expect(session.Composer).ToHaveValueAsync("And half a thought");
        var said = Assert.Single((await user.Api.ListMessagesAsync(id)).Items);
        Assert.Equal(("Said meanwhile", picture.Id), (said.Text, Assert.Single(said.ImageIds)));

        // Nothing is left that a reload would say again.
        await page.ReloadAsync();
        await Expect(session.Say).ToBeEnabledAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("() => Object.keys(sessionStorage).filter(key => key.startsWith('outbox:')).length"));
        await browser.WebApi.HealthyAsync();
    });

    [Fact]
    public Task A_killed_replica_of_the_API_costs_nothing_that_was_written_sent_or_asked_for() =>
        browser.RunAsync("api-killed", async scenario =>
    {
        var worker = browser.System.Workers[0];
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, session) = (user.Page, new SessionScreen(user.Page));
        await session.CreateAsync();
        await session.MarkAsync();
        var id = new SessionId(new Uri(page.Url).Segments[^1]);
        await session.DropAsync(TestImages.Png(300, 200), "quarters.png", "image/png");
        await session.ShouldShowThumbnailAsync("quarters.png", width: 300);
        worker.Pause();
        try
        {
            await session.AskAsync("black and white");
            await Expect(session.Messages.Last.GetByText("Waiting for its turn")).ToBeVisibleAsync();
            await session.SlowDownAsync(bytesPerSecond: 2 << 20);
            await session.DropAsync(TestImages.Photograph, "harbour.jpg", "image/jpeg");
            await Expect(session.UploadOf("harbour.jpg")).ToHaveAttributeAsync("value", Underway());

            // It has the message, and dies before it answers.
            browser.WebApi.Pause();
            await session.WriteAsync("Said meanwhile");
            await Expect(session.Sending).ToBeVisibleAsync();
            browser.WebApi.Kill();
            await user.Api.PostMessageAsync(id, "Said elsewhere");
            worker.Resume();
            await session.ShouldShowThumbnailAsync("harbour.jpg", width: 512);
            await Expect(session.Messages).ToHaveCountAsync(4);
            await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        }
        finally
        {
            worker.Resume();
            browser.WebApi.Relaunch();
        }

        Assert.Equal(
            ["black and white", "Said elsewhere", "Said meanwhile"],
                (await user.Api.ListMessagesAsync(id)).Items.Where(message => message.AuthorId is not null)
                    .Select(message => message.Text).Order());
        Assert.Equal(["black and white.png", "harbour.jpg", "quarters.png"],
            (await user.Api.ListSessionImagesAsync(id)).Items.Select(image => image.FileName).Order());
        await session.ShouldNotHaveReloadedAsync();
    });

    [GeneratedRegex(@"^0\.\d+$")]
    private static partial Regex Underway();
}
