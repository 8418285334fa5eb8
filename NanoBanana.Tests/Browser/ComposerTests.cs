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
        var late = new TaskCompletionSource();
        await page.RouteAsync("**/js/composer*.js", async route =>
        {
            await late.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync($"/s/{(await user.Api.CreateSessionAsync("Late")).Id}");
        await new AccountScreen(page).ShouldBeSignedInAsync();
        await Expect(session.Say).ToBeDisabledAsync();
        late.SetResult();
        await Expect(session.Say).ToBeEnabledAsync();
        await session.WriteAsync("Heard");
        await Expect(session.Messages).ToHaveCountAsync(1);
    });

    [Fact]
    public Task What_was_chosen_for_one_session_is_chosen_in_the_next_as_long_as_it_is_there() =>
        browser.RunAsync("chosen", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (first, second) = (await user.Api.CreateSessionAsync("First"), await user.Api.CreateSessionAsync("Second"));
        var (page, session) = (user.Page, new SessionScreen(user.Page));
        var (engine, variants) = (Choice("Engine"), Choice("Results"));
        await session.OpenAsync($"/s/{first.Id}");
        await Expect(engine).ToHaveValueAsync("local");
        await engine.SelectOptionAsync(new SelectOptionValue { Value = "gemini" });
        await variants.SelectOptionAsync(new SelectOptionValue { Value = "3" });

        await page.GetByRole(AriaRole.Link, new() { Name = "Second" }).ClickAsync();
        await Expect(page).ToHaveTitleAsync("Second · Nano Banana");
        await Expect(engine).ToHaveValueAsync("gemini");
        await Expect(variants).ToHaveValueAsync("3");
        await page.ReloadAsync();
        await Expect(engine).ToHaveValueAsync("gemini");
        await Expect(variants).ToHaveValueAsync("3");

        await page.EvaluateAsync(
            "async id => (await import('/js/browserStore.js')).save(`engine:${id}`, { engine: 'gone', variants: 2 })",
                (await user.Api.GetMeAsync()).Id);
        await session.OpenAsync($"/s/{first.Id}");
        await Expect(engine).ToHaveValueAsync("local");
        Assert.Empty(scenario.ScriptErrors);

        ILocator Choice(string name) => page.GetByRole(AriaRole.Combobox, new() { Name = name, Exact = true });
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
