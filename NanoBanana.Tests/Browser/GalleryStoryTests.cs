using System.IO.Compression;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed class GalleryStoryTests(BrowserFixture browser)
{
    [Fact]
    public Task Pictures_are_found_by_words_session_engine_and_day() => browser.RunAsync("gallery-find", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var (first, second) = (await user.Api.CreateSessionAsync("Harbour"), await user.Api.CreateSessionAsync("Cats"));
        var harbour = await user.UploadAsync(first.Id, TestImages.Png(60, 40), "harbour.png");
        await user.UploadAsync(second.Id, TestImages.Png(61, 40), "cat.png");
        var made = await user.EditAsync(harbour, "black and white");
        var (page, gallery) = (user.Page, new GalleryScreen(user.Page));
        await gallery.OpenAsync();
        await Expect(gallery.Tiles).ToHaveCountAsync(2);
        await Expect(gallery.Tiles.GetByRole(AriaRole.Link, new() { Name = $"Open {made.FileName}, 2 versions" })).ToBeVisibleAsync();
        await Expect(gallery.Tiles.First.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Today");

        await gallery.Search.FillAsync("harbour");
        await Expect(gallery.Tiles).ToHaveCountAsync(1);
        await page.ReloadAsync();
        await gallery.ShouldBeArrangedAsync();
        await Expect(gallery.Search).ToHaveValueAsync("harbour");
        await Expect(gallery.Tiles).ToHaveCountAsync(1);
        await gallery.Search.FillAsync("");
        await Expect(gallery.Tiles).ToHaveCountAsync(2);

        await gallery.Chosen("Session").SelectOptionAsync("Cats");
        await Expect(gallery.Tiles).ToHaveCountAsync(1);
        await Expect(gallery.Picture("cat.png")).ToBeVisibleAsync();
        await gallery.Chosen("Session").SelectOptionAsync("All sessions");
        await gallery.Chosen("Engine").SelectOptionAsync(new SelectOptionValue { Value = "local" });
        await Expect(gallery.Picture(made.FileName)).ToBeVisibleAsync();
        await Expect(gallery.Tiles).ToHaveCountAsync(1);
        await gallery.Chosen("From").FillAsync(DateTime.UtcNow.AddDays(3).ToString("yyyy-MM-dd"));
        await Expect(page.GetByText("Nothing found.")).ToBeVisibleAsync();
        await gallery.Button("Show all pictures").ClickAsync();
        await Expect(gallery.Tiles).ToHaveCountAsync(2);

        await gallery.Tiles.GetByRole(AriaRole.Link, new() { Name = $"Open {made.FileName}, 2 versions" }).ClickAsync();
        await new CanvasScreen(page).ShouldShowAsync(made.FileName);
        await page.GetByRole(AriaRole.Link, new() { Name = "All pictures of this session" }).ClickAsync();
        await gallery.ShouldBeArrangedAsync();
        await Expect(gallery.Tiles).ToHaveCountAsync(2);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Choices_that_are_made_in_a_row_count_together() => browser.RunAsync("gallery-choices", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var session = await user.Api.CreateSessionAsync("Harbour");
        var gallery = new GalleryScreen(user.Page);
        await user.UploadAsync(session.Id, TestImages.Png(60, 40), "harbour.png");
        await gallery.OpenAsync();

        // Sooner than the address can tell of the first.
        await user.Page.EvaluateAsync(
            """
            session => {
              const [sessions, engines] = document.querySelectorAll('.filters select');
              for (const [list, value] of [[sessions, session], [engines, 'local']]) {
                list.value = value;
                list.dispatchEvent(new Event('change', { bubbles: true }));
              }
            }
            """, session.Id.Value);
        await Expect(user.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"session={session.Id}&engine=local"));
        await Expect(gallery.Chosen("Session")).ToHaveValueAsync(session.Id);
        await Expect(gallery.Chosen("Engine")).ToHaveValueAsync("local");
        await gallery.Button("Show all pictures").ClickAsync();
        await Expect(gallery.Chosen("Session")).ToHaveValueAsync("");
        await Expect(gallery.Picture("harbour.png")).ToBeVisibleAsync();
    });

    [Fact]
    public Task Several_pictures_are_marked_downloaded_and_deleted_at_once() => browser.RunAsync("gallery-several", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var session = await user.Api.CreateSessionAsync("Many");
        for (var i = 0; i < 8; i++)
        {
            await user.UploadAsync(session.Id, TestImages.Png(40 + i, 30), i == 7 ? "../../evil:name.png" : $"picture {i}.png");
        }
        var (page, gallery) = (user.Page, new GalleryScreen(user.Page));
        await gallery.OpenAsync();
        await Expect(gallery.Tiles).ToHaveCountAsync(8);

        await gallery.Mark("picture 1.png").ClickAsync();
        await gallery.Mark("picture 4.png").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(gallery.Marked).ToContainTextAsync("4 selected");
        await page.Keyboard.PressAsync("Escape");
        await Expect(gallery.Marked).ToHaveCountAsync(0);

        await gallery.Tiles.First.GetByRole(AriaRole.Link).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(gallery.Marked).ToContainTextAsync("1 selected");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Shift+Space");
        await Expect(gallery.Marked).ToContainTextAsync("3 selected");

        var download = await page.RunAndWaitForDownloadAsync(() => gallery.Button("Download zip").ClickAsync());
        Assert.Equal("nano-banana.zip", download.SuggestedFilename);
        using (var zip = await ZipFile.OpenReadAsync(await download.PathAsync()))
        {
            Assert.Equal(3, zip.Entries.Count);
            Assert.All(zip.Entries, entry => Assert.Matches(@"^\d{3}-[\w -]+\.png$", entry.FullName));
            await using var content =
                await zip.Entries.Single(entry => entry.Name.EndsWith("picture 6.png", StringComparison.Ordinal)).OpenAsync();
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes);
            Assert.Equal(TestImages.Png(46, 30), bytes.ToArray());
        }

        await gallery.Button("Delete").ClickAsync();
        await gallery.Button("Delete 3").ClickAsync();
        await Expect(page.GetByText("3 pictures deleted.")).ToBeVisibleAsync();
        await Expect(gallery.Tiles).ToHaveCountAsync(5);
        Assert.Equal(5, (await user.Api.ListImagesAsync()).Items.Count);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(gallery.Tiles).ToHaveCountAsync(8);

        foreach (var name in (string[])["picture 1.png", "picture 2.png"])
        {
            await user.Api.DeleteImageAsync((await user.Api.ListImagesAsync(name)).Items[0].Id);
        }

        await gallery.Button("Bin").ClickAsync();
        await Expect(gallery.Tiles).ToHaveCountAsync(2);
        await gallery.Picture("picture 1.png").ClickAsync();
        await gallery.Button("Restore").ClickAsync();
        await Expect(gallery.Tiles).ToHaveCountAsync(1);
        await gallery.Picture("picture 2.png").ClickAsync();
        await gallery.Button("Delete for good").ClickAsync();
        await gallery.Button("Delete for good").ClickAsync();
        await Expect(page.GetByText("The bin is empty")).ToBeVisibleAsync();
        Assert.Equal(7, (await user.Api.ListImagesAsync()).Items.Count);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task What_comes_and_goes_elsewhere_is_seen_without_moving_what_one_looks_at() =>
        browser.RunAsync("gallery-live", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        await new ManyPictures(user).MakeAsync(messages: 0, images: 64);
        var (page, gallery) = (user.Page, new GalleryScreen(user.Page));
        var session = await user.Api.CreateSessionAsync("Elsewhere");
        await gallery.OpenAsync();
        await Expect(gallery.Picture("picture 63.png")).ToBeVisibleAsync();

        var harbour = await user.UploadAsync(session.Id, TestImages.Png(60, 40), "harbour.png");
        await Expect(gallery.Tiles.First.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("aria-label", "Open harbour.png");
        await Expect(gallery.Picture("harbour.png").Locator("img")).ToBeVisibleAsync();
        await user.Api.DeleteImageAsync(harbour.Id);
        await Expect(gallery.Picture("harbour.png")).ToHaveCountAsync(0);

        await gallery.Picture("picture 36.png").ScrollIntoViewIfNeededAsync();
        await page.EvaluateAsync("() => { document.querySelector('.pictures').scrollTop = 600; }");
        var before = await gallery.Picture("picture 36.png").BoundingBoxAsync();
        await user.UploadAsync(session.Id, TestImages.Png(61, 40), "boat.png");
        await Expect(gallery.Button("1 new picture")).ToBeVisibleAsync();
        var after = await gallery.Picture("picture 36.png").BoundingBoxAsync();
        Assert.Equal((before!.X, before.Y), (after!.X, after.Y));
        await gallery.Button("1 new picture").ClickAsync();
        await Expect(gallery.Tiles.First.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("aria-label", "Open boat.png");
        await Expect(gallery.Picture("boat.png")).ToBeInViewportAsync();
        await Expect(gallery.Button("1 new picture")).ToHaveCountAsync(0);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task A_foreign_page_cannot_have_a_zip_and_a_strangers_pictures_are_not_in_it() =>
        browser.RunAsync("gallery-foreign", async scenario =>
    {
        using var stranger = await BrowserUser.RegisterAsync(browser, scenario);
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var foreign = await stranger.UploadAsync((await stranger.Api.CreateSessionAsync()).Id, TestImages.Png(40, 30), "secret.png");
        var own = await user.UploadAsync((await user.Api.CreateSessionAsync()).Id, TestImages.Png(41, 30), "own.png");
        var (page, gallery) = (user.Page, new GalleryScreen(user.Page));
        var forged = await page.APIRequest.PostAsync("/download", new() { Form = page.APIRequest.CreateFormData().Set("ids", own.Id) });
        Assert.Equal(400, forged.Status);

        await gallery.OpenAsync();
        await gallery.Mark("own.png").ClickAsync();
        await Expect(gallery.Marked).ToContainTextAsync("1 selected");
        var download = await page.RunAndWaitForDownloadAsync(() => page.EvaluateAsync(
            "id => { const ids = document.querySelector('[name=ids]'); ids.value += ',' + id; ids.form.submit(); }", foreign.Id));
        using var zip = await ZipFile.OpenReadAsync(await download.PathAsync());
        Assert.Equal(["001-own.png", "not-included.txt"], zip.Entries.Select(entry => entry.FullName));
    });

    [Fact]
    public Task Hundreds_of_pictures_scroll_to_the_last_with_few_in_the_page_and_none_moving() =>
        browser.RunAsync("gallery-many", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        await new ManyPictures(user).MakeAsync(messages: 0, images: 320);
        var (page, gallery) = (user.Page, new GalleryScreen(user.Page));
        await gallery.OpenAsync();
        Assert.InRange(await gallery.LayoutShiftAsync(), 0, 0.01);
        await page.EvaluateAsync(
            """
            () => {
              const list = document.querySelector('.pictures');
              const down = () => { if (list.isConnected) { list.scrollTop = list.scrollHeight; requestAnimationFrame(down); } };
              down();
            }
            """);
        await Expect(gallery.Picture("picture 0.png")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.InRange(await gallery.Tiles.CountAsync(), 5, 100);
        Assert.Empty(scenario.ScriptErrors);
    });
}
