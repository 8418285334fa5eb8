using Microsoft.Playwright;
using NanoBanana.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>Pictures that are kept at hand and sent along with an edit.</summary>
[Collection(nameof(BrowserFixture))]
public sealed class ReferenceTests(BrowserFixture browser)
{
    [Theory, MemberData(nameof(LookTests.Looks), MemberType = typeof(LookTests))]
    public Task A_picture_is_kept_at_hand_and_sent_along_in_another_session(string look) =>
        browser.RunAsync($"references-{look}", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario, LookTests.Options(look));
        var (page, screen) = (user.Page, new SessionScreen(user.Page));
        var use = page.GetByRole(AriaRole.Button, new() { Name = "Our logo Only you", Exact = true });
        var (first, second) = ((await user.Api.CreateSessionAsync("First")).Id, (await user.Api.CreateSessionAsync("Second")).Id);
        var logo = await user.UploadAsync(first, TestImages.Png(60, 40), "logo.png");
        var picture = await user.UploadAsync(second, TestImages.Png(64, 48), "photo.png");

        await KeepAsync(first);
        await OpenAsync(second);
        await Expect(use).ToBeEnabledAsync();
        await Artifacts.SaveScreenshotAsync($"references-{look}", page);
        Assert.Empty(await LookTests.ViolationsAsync(page, "references"));
        await use.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove logo.png from the message" })).ToBeVisibleAsync();

        await screen.AskAsync("put the second picture to the right of the first");
        var edit = await Eventually.GetAsync(
            async () => await user.Api.ListEditsAsync(second) is { Items: [var asked, ..] } ? asked : null, "the edit to be asked for",
            TimeSpan.FromSeconds(20));
        Assert.Equal((2, picture.Id), (edit.ImageIds.Count, edit.ImageIds[0]));
        Assert.Equal("logo.png", (await user.Api.GetImageAsync(edit.ImageIds[1])).FileName);
        await page.GetByRole(AriaRole.Button, new() { Name = "Take “Our logo” off the shelf" }).ClickAsync();
        await Expect(use).ToHaveCountAsync(0);
        Assert.Empty(scenario.ScriptErrors);

        async Task KeepAsync(string session)
        {
            if (look != "desktop")
            {
                await user.Api.CreateReferenceAsync(new(session), new(logo.Id, "Our logo", Shared: false));
                return;
            }

            await OpenAsync(session);
            await page.GetByText("Nothing is at hand yet.").WaitForAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Keep this picture at hand" }).ClickAsync();
            await page.GetByLabel("Name of the picture").FillAsync("Our old logo");
            await page.GetByLabel("Who uses it").SelectOptionAsync(new SelectOptionValue { Label = "For me, in all sessions" });
            await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Rename “Our old logo”" }).ClickAsync();
            await Expect(page.GetByLabel("Name of the picture")).ToBeFocusedAsync();
            await page.GetByLabel("Name of the picture").FillAsync("Our logo");
            await page.GetByLabel("Name of the picture").PressAsync("Enter");
            await Expect(use).ToBeVisibleAsync();
        }

        async Task OpenAsync(string session)
        {
            await screen.OpenAsync($"/s/{session}");
            if (look.StartsWith("phone", StringComparison.Ordinal))
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Conversation", Exact = true }).ClickAsync();
            }

            await page.GetByRole(AriaRole.Button, new() { Name = "References", Exact = true }).ClickAsync();
        }
    });
}
