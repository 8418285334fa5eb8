using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed class ReplicaTests(BrowserFixture browser)
{
    [Fact]
    public Task Two_replicas_behind_one_address_work_however_connections_are_spread() => browser.TellAsync("replicas", async story =>
    {
        await using var second = await browser.StartWebAsync();
        await using var address = new AlternatingAddress(browser.Web.Address.Port, second.Address.Port);
        var page = await story.OpenAsync(new() { Locale = "en-US" }, address.Uri);
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
        Assert.Empty(story.ScriptErrors);
    });

    [Fact]
    public Task A_page_whose_replica_is_gone_comes_back_on_another_with_what_was_typed() => browser.TellAsync("replica-gone", async story =>
    {
        await using var second = await browser.StartWebAsync();
        await using var address = new AlternatingAddress(second.Address.Port, browser.Web.Address.Port) { First = true };
        var page = await story.OpenAsync(new() { Locale = "en-US" }, address.Uri);
        await new AccountScreen(page).RegisterAsync();
        var session = new SessionScreen(page);
        await session.CreateAsync();
        await session.WriteAsync("Before");
        await Expect(session.Messages).ToHaveCountAsync(1);
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
}
