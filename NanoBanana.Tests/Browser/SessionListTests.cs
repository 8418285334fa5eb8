using System.IO.Compression;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed class SessionListTests(BrowserFixture browser)
{
    [Fact]
    public Task A_session_is_renamed_found_by_its_words_deleted_and_brought_back_on_every_device() =>
        browser.RunAsync("session-list", async scenario =>
    {
        var page = await scenario.OpenAsync();
        var name = await new AccountScreen(page).RegisterAsync();
        var session = new SessionScreen(page);
        await session.CreateAsync();
        await session.WriteAsync("Lanterns over the river");
        var phone = await scenario.OpenAsync();
        await new AccountScreen(phone).SignInAsync(name);
        var (here, there) = (new SessionListScreen(page), new SessionListScreen(phone));
        await Expect(there.Row("Lanterns over the river")).ToBeVisibleAsync();

        await here.RenameAsync("Lanterns over the river", "June");
        await Expect(there.Row("June")).ToBeVisibleAsync();
        await there.Search.FillAsync("lanterns");
        await Expect(there.Row("June")).ToBeVisibleAsync();
        await there.Search.FillAsync("nothing like it");
        await Expect(phone.GetByText("Nothing found.")).ToBeVisibleAsync();
        await there.Search.FillAsync("");

        await here.Row("June").HoverAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete June" }).ClickAsync();
        await Expect(there.Row("June")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Status, new() { Name = "Notices" }).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(there.Row("June")).ToBeVisibleAsync();
        await Expect(session.Messages).ToContainTextAsync(["Lanterns over the river"]);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task A_session_shows_its_last_picture_and_can_be_taken_away_as_a_zip() => browser.RunAsync("session-cover", async scenario =>
    {
        var page = await scenario.OpenAsync();
        await new AccountScreen(page).RegisterAsync();
        var session = new SessionScreen(page);
        await session.CreateAsync();
        await session.WriteAsync("Quarters");
        await session.DropAsync(TestImages.Png(300, 200), "quarters.png", "image/png");
        await new CanvasScreen(page).ShouldShowAsync("quarters.png");
        await Expect(new SessionListScreen(page).Row("Quarters").Locator("img")).ToHaveJSPropertyAsync("naturalWidth", 300);

        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "Download this session as a zip" }).ClickAsync());
        Assert.Equal("Quarters.zip", download.SuggestedFilename);
        using var zip = await ZipFile.OpenReadAsync(await download.PathAsync());
        Assert.Contains(zip.Entries, entry => entry.FullName.EndsWith("session.json", StringComparison.Ordinal));
        Assert.Contains(zip.Entries, entry => entry.FullName.EndsWith("quarters.png", StringComparison.Ordinal));
        Assert.Empty(scenario.ScriptErrors);
    });
}
