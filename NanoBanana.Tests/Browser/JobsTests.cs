using Microsoft.Playwright;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed class JobsTests(BrowserFixture browser)
{
    [Fact]
    public Task Ones_edits_of_other_sessions_are_seen_live_everywhere_until_they_are_dismissed() =>
        browser.RunAsync("jobs", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (harbour, cats) = (await user.Api.CreateSessionAsync("Harbour"), await user.Api.CreateSessionAsync("Cats"));
        var picture = await user.UploadAsync(harbour.Id, TestImages.Png(60, 40), "harbour.png");
        await Eventually.TrueAsync(
            async () => (await user.Api.GetImageAsync(picture.Id)).Status is ImageStatus.Ready, "The input was never ready.");
        var (page, jobs) = (user.Page, new JobsScreen(user.Page));
        await new SessionScreen(page).OpenAsync($"/s/{cats.Id}");
        await browser.WithoutWorkersAsync(async () =>
        {
            await user.Api.CreateEditAsync(harbour.Id, new("black and white", [picture.Id], Engine: "local"));
            await jobs.OpenAsync("1 edit on its way");
            await Expect(jobs.Item("black and white")).ToContainTextAsync("Harbour");
            await Expect(jobs.Item("black and white")).ToContainTextAsync("Waiting for its turn");
            await jobs.Item("black and white").GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
            await Expect(jobs.Item("black and white")).ToContainTextAsync("Cancelled");

            await new GalleryScreen(page).OpenAsync();
            await jobs.OpenAsync("Your edits");
            await jobs.Item("black and white").GetByRole(AriaRole.Button, new() { Name = "Ask again" }).ClickAsync();
            await Expect(jobs.Button("1 edit on its way")).ToBeVisibleAsync();
            await user.Api.CreateEditAsync(harbour.Id, new("frobnicate the wibble", [picture.Id], Engine: "local"));
            await Expect(jobs.Button("2 edits on their way")).ToBeVisibleAsync();
        });
        await Expect(jobs.Item("frobnicate")).ToContainTextAsync("I do not know");
        await jobs.Item("frobnicate").GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Expect(jobs.Menu.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "frobnicate" })).ToHaveCountAsync(0);

        await page.GotoAsync("/");
        await jobs.OpenAsync("Your edits");
        await jobs.Item("black and white").GetByRole(AriaRole.Button, new() { Name = "Open black and white.png" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/s/{harbour.Id}\\?image="));
        await new CanvasScreen(page).ShouldShowAsync("black and white.png");
        await jobs.OpenAsync("Your edits");
        await Expect(jobs.Menu.Locator(".job")).ToHaveCountAsync(2);
        Assert.Empty(scenario.ScriptErrors);
    });
}
