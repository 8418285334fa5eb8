using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>Sessions from what was taken away: from the zip of an export, and from a public copy.</summary>
[Collection(nameof(BrowserFixture))]
public sealed partial class OwnCopyTests(BrowserFixture browser)
{
    private const string OpenCopy = "Go on with a copy of your own";

    [Theory]
    [InlineData("chosen")]
    [InlineData("dropped")]
    public Task An_export_comes_back_as_a_session(string how) => browser.RunAsync($"import-{how}", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var session = await FillAsync(user);
        using var zip = new MemoryStream();
        await using (var exported = await user.Api.ExportSessionAsync(session.Id))
        {
            await exported.CopyToAsync(zip);
        }

        var page = user.Page;
        await page.GotoAsync("/");
        await Expect(page.Locator("[data-takes-files]")).ToBeVisibleAsync();
        if (how == "chosen")
        {
            var choosing = page.WaitForFileChooserAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Bring back an exported session (.zip)" }).ClickAsync();
            await (await choosing).SetFilesAsync(
                new FilePayload { Name = "harbour.zip", MimeType = "application/zip", Buffer = zip.ToArray() });
        }
        else
        {
            await new HomeScreen(page).DropAsync(zip.ToArray(), "harbour.zip", contentType: "");
        }

        await Expect(page).ToHaveURLAsync(SessionAddress());
        Assert.DoesNotContain(session.Id, page.Url, StringComparison.Ordinal);
        await Expect(new SessionScreen(page).Messages).ToContainTextAsync(["A quiet harbour"]);
        await new CanvasScreen(page).ShouldShowAsync("harbour.png");
        Assert.Equal(2, (await user.Api.ListSessionsAsync()).Items.Count);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task What_is_no_export_is_refused_and_makes_no_session() => browser.RunAsync("import-refused", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var page = user.Page;
        await page.GotoAsync("/");
        await new HomeScreen(page).DropAsync([1, 2, 3, 4], "other.zip", "application/zip");
        await Expect(page.GetByRole(AriaRole.Status, new() { Name = "Notices" })).ToContainTextAsync("is not the export of one session");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Bring back an exported session (.zip)" })).ToBeEnabledAsync();
        Assert.Empty((await user.Api.ListSessionsAsync()).Items);
    });

    [Fact]
    public Task A_public_copy_becomes_a_session_of_whoever_signs_in() => browser.RunAsync("fork", async scenario =>
    {
        using var owner = await BrowserUser.RegisterAsync(browser, scenario);
        var session = await FillAsync(owner);
        var copy = await owner.Api.CreateSnapshotAsync(session.Id, new());
        var page = await scenario.OpenAsync();
        await page.GotoAsync($"/snapshots/{copy.Id}");
        await page.GetByRole(AriaRole.Link, new() { Name = OpenCopy }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Create account" }).ClickAsync();
        await new AccountScreen(page).FillRegistrationAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the copy" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(SessionAddress());
        await Expect(new SessionScreen(page).Messages).ToContainTextAsync(["A quiet harbour"]);
        await new CanvasScreen(page).ShouldShowAsync("harbour.png");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true })).ToBeEnabledAsync();

        // It was taken away while the page stood open.
        await page.GotoAsync($"/snapshots/{copy.Id}/copy");
        await owner.Api.DeleteSnapshotAsync(copy.Id);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the copy" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This copy is not here");
        Assert.Empty(scenario.ScriptErrors);
    });

    private static async Task<Session> FillAsync(BrowserUser user)
    {
        var session = await user.Api.CreateSessionAsync("Harbour");
        var image = await user.UploadAsync(session.Id, TestImages.Png(300, 200), "harbour.png");
        await user.Api.PostMessageAsync(session.Id, "A quiet harbour", [image.Id]);
        await Eventually.TrueAsync(
            async () => (await user.Api.GetImageAsync(image.Id)).Status is ImageStatus.Ready, "The picture was never ready.");
        return session;
    }

    [GeneratedRegex("/s/[0-9a-f]+")]
    private static partial Regex SessionAddress();
}
