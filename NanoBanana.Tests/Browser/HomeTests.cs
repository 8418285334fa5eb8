using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed class HomeTests(BrowserFixture browser)
{
    [Fact]
    public Task Somebody_new_drops_a_photograph_and_changes_it() => browser.RunAsync("newcomer", async scenario =>
    {
        var page = await scenario.OpenAsync();
        await new AccountScreen(page).RegisterAsync();
        var (home, session, canvas) = (new HomeScreen(page), new SessionScreen(page), new CanvasScreen(page));
        await session.MarkAsync();

        await home.DropAsync(SamplePhoto.Evening(600, 400), "hills.jpg");
        await canvas.ShouldShowAsync("hills.jpg");
        await session.AskAsync("warm it up");
        await Expect(session.Messages).ToHaveCountAsync(2);
        await Expect(canvas.Sheet.Locator("img").First).Not.ToHaveAttributeAsync("alt", "hills.jpg");

        await page.GetByRole(AriaRole.Link, new() { Name = "Nano Banana" }).ClickAsync();
        await home.ChooseAsync(SamplePhoto.Morning(600, 400), "morning.jpg");
        await canvas.ShouldShowAsync("morning.jpg");
        await session.ShouldNotHaveReloadedAsync();
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Without_a_photograph_one_begins_with_a_sample_or_with_words() => browser.RunAsync("newcomer-without", async scenario =>
    {
        var options = LookTests.Options("phone");
        var page = await scenario.OpenAsync(options);
        await new AccountScreen(page).RegisterAsync();
        var home = new HomeScreen(page);
        await Expect(home.Heading).ToBeVisibleAsync();
        var chooser = await page.RunAndWaitForFileChooserAsync(() => home.Words("Brighter").ClickAsync());
        var hills = SamplePhoto.Evening(600, 400);
        await chooser.SetFilesAsync(new FilePayload { Name = "hills.jpg", MimeType = "image/jpeg", Buffer = hills });
        var begun = new SessionScreen(page);
        await Expect(begun.Composer).ToHaveValueAsync("make it brighter");
        await new CanvasScreen(page).ShouldShowAsync("hills.jpg");
        // With a picture, one press is enough.
        await begun.Composer.FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Black & white" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Conversation" }).ClickAsync();
        await Expect(begun.Messages).ToHaveCountAsync(2);
        await Expect(begun.Messages.First).ToContainTextAsync("black and white");

        var other = await scenario.OpenAsync(options);
        await new AccountScreen(other).RegisterAsync();
        await new HomeScreen(other).Sample("red panda").ClickAsync();
        await new CanvasScreen(other).ShouldShowAsync("animal.jpg");
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Somebody_tries_without_an_account_and_keeps_it() => browser.RunAsync("guest", async scenario =>
    {
        var page = await scenario.OpenAsync();
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Say what should change.");
        await new HomeScreen(page).Sample("coffee").ClickAsync();
        var (canvas, session) = (new CanvasScreen(page), new SessionScreen(page));
        await canvas.ShouldShowAsync("food.jpg");
        await session.AskAsync("black and white");
        await Expect(session.Messages).ToHaveCountAsync(2);

        // What only accounts may do is not offered; registering leads back to where it was wanted.
        var path = new Uri(page.Url).PathAndQuery;
        await page.GetByRole(AriaRole.Button, new() { Name = "Share", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("To invite others, you need an account.");
        await Expect(dialog.Locator("form:not([method=dialog]), input, select")).ToHaveCountAsync(0);
        await dialog.GetByRole(AriaRole.Link, new() { Name = "Create account" }).ClickAsync();
        await new AccountScreen(page).FillRegistrationAsync();
        await new AccountScreen(page).ShouldBeSignedInAsync();
        Assert.Equal(path, new Uri(page.Url).PathAndQuery);
        await new ShareScreen(page).OpenAsync();
        await Expect(new ShareScreen(page).Button("Make a link")).ToBeVisibleAsync();
        await new ShareScreen(page).CloseAsync();
        await Expect(page.Locator(".sidebar .row")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Create account" })).ToHaveCountAsync(0);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Whoever_leaves_before_its_script_has_come_is_not_harmed() => browser.RunAsync("home-left", async scenario =>
    {
        var page = await scenario.OpenAsync();
        await new AccountScreen(page).RegisterAsync();
        var left = await SlowLine.HoldAsync(page, "**/js/home*.js");
        await page.ReloadAsync();
        var session = new SessionScreen(page);
        await session.CreateAsync();
        await page.RunAndWaitForResponseAsync(
            () =>
            {
                left.SetResult();
                return Task.CompletedTask;
            },
            answer => answer.Url.Contains("/js/home", StringComparison.Ordinal));
        await session.WriteAsync("Still here");
        await Expect(session.Messages).ToHaveCountAsync(1);
        Assert.Empty(scenario.ScriptErrors);
    });
}
