using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed partial class DeviceTests(BrowserFixture browser)
{
    [Fact]
    public Task A_device_that_is_signed_out_from_afar_leaves_its_page_at_once() => browser.RunAsync("devices", async scenario =>
    {
        var page = await scenario.OpenAsync();
        var name = await new AccountScreen(page).RegisterAsync();
        var phone = await scenario.OpenAsync(new()
        {
            Locale = "en-US",
            UserAgent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                + "Version/18.0 Mobile/15E148 Safari/604.1",
        });
        await new AccountScreen(phone).SignInAsync(name);
        await new AccountScreen(phone).ShouldBeSignedInAsync();

        await page.GotoAsync("/profile");
        var devices = page.GetByRole(AriaRole.Region, new() { Name = "Devices" });
        await Expect(devices.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await Expect(devices.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("This device");
        await Expect(devices).ToContainTextAsync("127.0.0.1");
        await devices.GetByRole(AriaRole.Button, new() { Name = "Sign Safari on iPhone out" }).ClickAsync();
        await Expect(devices.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await Expect(phone).ToHaveURLAsync(SignIn());
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task The_profile_tells_what_was_used_and_hands_everything_out() => browser.RunAsync("profile", async scenario =>
    {
        var page = await scenario.OpenAsync();
        await new AccountScreen(page).RegisterAsync();
        await page.GotoAsync("/profile");
        var usage = page.GetByRole(AriaRole.Region, new() { Name = "Usage" });
        await Expect(usage).ToContainTextAsync("Edits today");
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "Download everything" }).ClickAsync());
        Assert.EndsWith(".zip", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.Null(await download.FailureAsync());
    });

    [GeneratedRegex("/sign-in")]
    private static partial Regex SignIn();
}
