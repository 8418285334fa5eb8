using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed partial class StoryTests(BrowserFixture browser)
{
    [Fact]
    public Task A_dropped_photograph_appears_on_every_device_without_a_reload() => browser.RunAsync(
        "photograph", async scenario =>
        {
            var laptop = await scenario.OpenAsync();
            var name = await new AccountScreen(laptop).RegisterAsync();
            var here = new SessionScreen(laptop);
            await here.CreateAsync();

            var phone = await scenario.OpenAsync();
            await new AccountScreen(phone).SignInAsync(name);
            await new AccountScreen(phone).ShouldBeSignedInAsync();
            var there = new SessionScreen(phone);
            await there.OpenAsync(new Uri(laptop.Url).AbsolutePath);
            await here.MarkAsync();
            await there.MarkAsync();

            await here.SlowDownAsync(bytesPerSecond: 4 << 20);
            await here.DropAsync(TestImages.Photograph, "harbour.jpg", "image/jpeg");
            await Expect(here.Progress).ToHaveAttributeAsync("value", Halfway());
            await here.ShouldShowThumbnailAsync("harbour.jpg", width: 512);
            await there.ShouldShowThumbnailAsync("harbour.jpg", width: 512);

            await here.WriteAsync("The old harbour at noon");
            await Expect(there.Messages).ToContainTextAsync(["The old harbour at noon"]);
            await Expect(there.Messages.Last.GetByAltText("harbour.jpg")).ToBeVisibleAsync();
            await Expect(phone.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("The old harbour at noon");

            await here.ShouldNotHaveReloadedAsync();
            await there.ShouldNotHaveReloadedAsync();
            Assert.Empty(scenario.ScriptErrors);
        });

    [Fact]
    public Task A_wrong_password_is_said_and_the_name_is_kept() => browser.RunAsync("wrong-password", async scenario =>
    {
        var page = await scenario.OpenAsync();
        var name = await new AccountScreen(page).RegisterAsync();
        var other = await scenario.OpenAsync();
        await new AccountScreen(other).SignInAsync(name, "not the password");
        await Expect(other.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The name or the password is wrong.");
        await Expect(other.GetByLabel("User name or e-mail")).ToHaveValueAsync(name);
    });

    [Fact]
    public Task Without_signing_in_there_is_nothing_to_see() => browser.RunAsync("anonymous", async scenario =>
    {
        var page = await scenario.OpenAsync();
        await page.GotoAsync("/s/0199e1a2b3c47d5e8f60718293a4b5c6");
        await Expect(page).ToHaveURLAsync(SignIn());
    });

    [GeneratedRegex(@"^0\.\d+$")]
    private static partial Regex Halfway();

    [GeneratedRegex("/sign-in")]
    private static partial Regex SignIn();
}
