using Microsoft.Playwright;
using NanoBanana.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>An address that is pasted alone, where the web app offers to fetch it. The API of these tests fetches none.</summary>
[Collection(nameof(BrowserFixture))]
public sealed class AddressTests(BrowserFixture browser)
{
    private const string Address = "https://pictures.example/a.png";

    [Fact]
    public Task A_pasted_address_is_offered_to_be_fetched_and_stays_when_nothing_comes() => browser.RunAsync("address", async scenario =>
    {
        await using var web = await WebFixture.StartWebAsync(
            browser.System, KeyValuePair.Create<string, string?>("Images__FromAddress", "true"));
        using var user = await BrowserUser.RegisterAsync(browser, scenario, at: web.Address);
        await new SessionScreen(user.Page).CreateAsync();
        var box = user.Page.GetByRole(AriaRole.Textbox, new() { Name = "Message" });
        var offer = user.Page.GetByRole(AriaRole.Group, new() { Name = "Fetch the picture at this address?" });

        await PasteAsync(box, $"look at {Address}");
        await box.FillAsync("");
        await PasteAsync(box, Address);
        await Expect(offer).ToHaveCountAsync(1);
        await Expect(offer).ToContainTextAsync(Address);
        await offer.GetByRole(AriaRole.Button, new() { Name = "Fetch", Exact = true }).ClickAsync();
        await Expect(offer).ToHaveCountAsync(0);
        await Expect(user.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "does not exist" })).ToHaveCountAsync(1);
        await Expect(box).ToHaveValueAsync(Address);
    });

    [Fact]
    public Task Nothing_is_offered_where_it_is_off() => browser.RunAsync("address-off", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        await new SessionScreen(user.Page).CreateAsync();
        await Expect(user.Page.Locator(".composer")).ToHaveCountAsync(1);
        await Expect(user.Page.Locator(".composer[data-fetches]")).ToHaveCountAsync(0);
    });

    private static async Task PasteAsync(ILocator box, string text)
    {
        await box.EvaluateAsync(
            """
            (box, text) => {
              const clipboardData = new DataTransfer();
              clipboardData.setData('text/plain', text);
              box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
            }
            """,
            text);
        await box.FillAsync(text);
    }
}
