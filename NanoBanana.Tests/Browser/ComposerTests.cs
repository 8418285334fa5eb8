using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed class ComposerTests(BrowserFixture browser)
{
    [Fact]
    public Task Nothing_can_be_pressed_before_its_script_is_there() => browser.RunAsync("late-composer", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, session) = (user.Page, new SessionScreen(user.Page));
        var late = await SlowLine.HoldAsync(page, "**/js/composer*.js");
        await page.GotoAsync($"/s/{(await user.Api.CreateSessionAsync("Late")).Id}");
        await new AccountScreen(page).ShouldBeSignedInAsync();
        await Expect(session.Say).ToBeDisabledAsync();
        late.SetResult();
        await Expect(session.Say).ToBeEnabledAsync();
        await session.WriteAsync("Heard");
        await Expect(session.Messages).ToHaveCountAsync(1);
    });

    [Fact]
    public Task A_picture_alone_is_seen_whole_and_its_room_is_kept_before_it_is_there() => browser.RunAsync("whole", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (page, session) = (user.Page, await user.Api.CreateSessionAsync("Wide and tall"));
        foreach (var (width, height) in ((int, int)[])[(300, 100), (100, 200)])
        {
            var picture = await user.UploadAsync(session.Id, TestImages.Png(width, height), $"{width}.png");
            await user.Api.PostMessageAsync(session.Id, null, [picture.Id]);
        }
        await page.RouteAsync("**/content?**", route => route.AbortAsync());
        await new SessionScreen(page).OpenAsync($"/s/{session.Id}");
        foreach (var (width, ratio) in ((int, double)[])[(300, 3), (100, 0.5)])
        {
            var picture = new SessionScreen(page).Messages.GetByRole(AriaRole.Button, new() { Name = $"Open {width}.png" });
            var box = await picture.BoundingBoxAsync();
            Assert.InRange(box!.Width / box.Height, ratio * 0.97, ratio * 1.03);
        }
        await page.UnrouteAllAsync();
    });
}
