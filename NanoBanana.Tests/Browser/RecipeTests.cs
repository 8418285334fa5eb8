using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>A recipe is saved from the history and run on pictures that are marked in the gallery.</summary>
[Collection(nameof(BrowserFixture))]
public sealed class RecipeTests(BrowserFixture browser)
{
    [Fact]
    public Task Edits_are_saved_once_and_repeated_on_marked_pictures() => browser.RunAsync("recipe", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario, LookTests.Options("desktop"));
        var (page, session, violations) = (user.Page, await PrepareAsync(user), new List<string>());
        await OpenDialogAsync(page, session);
        await LookAsync(page, "recipe-save-desktop", violations);
        await SaveAsync(page, "Grey and turned");

        await MarkAsync(page, session, ["first.png", "second.png"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Run a recipe" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Run a recipe" });
        await Expect(dialog.GetByRole(AriaRole.Radio, new() { Name = "Grey and turned" })).ToBeCheckedAsync();
        await Expect(dialog.GetByText("black and white → rotate 90")).ToBeVisibleAsync();
        await Expect(dialog.GetByText("2 pictures cost up to 2 units.")).ToBeVisibleAsync();
        await LookAsync(page, "recipe-run-desktop", violations);
        await dialog.GetByLabel("Pause before it costs more than (units)").FillAsync("1");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Run on 2 pictures" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/s/{session}"));
        var card = page.GetByRole(AriaRole.Group, new() { Name = "Run of “Grey and turned”" });
        await Expect(card).ToContainTextAsync("1 of 2 pictures done");
        await Expect(card).ToContainTextAsync("The next picture would cost more than the cap of 1 units.");
        await LookAsync(page, "recipe-card-desktop", violations);
        await card.GetByRole(AriaRole.Button, new() { Name = "Go on up to 2 units" }).ClickAsync();
        await Expect(card).ToContainTextAsync("2 of 2 pictures done");
        await Expect(card).ToContainTextAsync("Finished");
        await Expect(card.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Expect(card).ToContainTextAsync("2 of 2 pictures done");
        var images = await user.Api.ListSessionImagesAsync(new(session), limit: 100);
        Assert.Equal(["first Grey and turned.png", "second Grey and turned.png"],
            images.Items.Select(image => image.FileName).Where(name => name.Contains("Grey and turned", StringComparison.Ordinal)).Order());
        Assert.True(violations.Count == 0, string.Join('\n', violations));
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task On_a_phone_everybody_can_save_run_and_follow_a_recipe() => browser.RunAsync("recipe-phone", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario, LookTests.Options("phone-dark"));
        var (page, session, violations) = (user.Page, await PrepareAsync(user), new List<string>());
        await OpenDialogAsync(page, session);
        await LookAsync(page, "recipe-save-phone", violations);
        await SaveAsync(page, "Grey and turned");
        await MarkAsync(page, session, ["first.png", "second.png"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Run a recipe" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Run on 2 pictures" })).ToBeEnabledAsync();
        await LookAsync(page, "recipe-run-phone", violations);
        await page.GetByLabel("Pause before it costs more than (units)").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run on 2 pictures" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Conversation", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Run of “Grey and turned”" })).ToContainTextAsync("cap of 1 units");
        await LookTests.SettleAsync(page);
        await LookAsync(page, "recipe-card-phone", violations);
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    });

    private static async Task LookAsync(IPage page, string name, List<string> violations)
    {
        await Artifacts.SaveScreenshotAsync(name, page);
        violations.AddRange(await LookTests.ViolationsAsync(page, name));
    }

    private static async Task OpenDialogAsync(IPage page, string session)
    {
        await new SessionScreen(page).OpenAsync($"/s/{session}");
        await new CanvasScreen(page).ShouldShowAsync("rotate 90.png");
        var history = new HistoryScreen(page);
        await history.OpenAsync();
        await history.Button("Save as recipe").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
    }

    private static async Task SaveAsync(IPage page, string name)
    {
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText($"“{name}” is saved.")).ToBeVisibleAsync();
    }

    private static async Task MarkAsync(IPage page, string session, string[] names)
    {
        var gallery = new GalleryScreen(page);
        await gallery.OpenAsync($"/gallery?session={session}");
        foreach (var name in names)
        {
            await gallery.Mark(name).CheckAsync();
        }
    }

    /// <summary>Two pictures, then one that was edited twice, which is open.</summary>
    private static async Task<string> PrepareAsync(BrowserUser user)
    {
        var session = (await user.Api.CreateSessionAsync("Recipes")).Id;
        await user.UploadAsync(session, TestImages.Png(60, 40), "first.png");
        await user.UploadAsync(session, TestImages.Png(61, 40), "second.png");
        var picture = await user.UploadAsync(session, TestImages.Png(64, 40), "quarters.png");
        await user.EditAsync(await user.EditAsync(picture, "black and white"), "rotate 90");
        return session;
    }
}
