using Microsoft.Playwright;
using NanoBanana.Contracts.Edits;
using NanoBanana.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>What is chosen beside the words: offered by the engine, remembered for it, sent with the edit.</summary>
[Collection(nameof(ToolFixture))]
public sealed class ChoiceTests(BrowserFixture browser)
{
    [Theory, MemberData(nameof(LookTests.Looks), MemberType = typeof(LookTests))]
    public Task Choices_are_offered_and_sent(string look) => browser.RunAsync($"choices-{look}", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario, LookTests.Options(look));
        var (page, screen) = (user.Page, new SessionScreen(user.Page));
        var session = (await user.Api.CreateSessionAsync("Hats")).Id;
        await user.UploadAsync(session, TestImages.Png(64, 40), "quarters.png");
        await screen.OpenAsync($"/s/{session}");
        await ShowConversationAsync(page, look);
        var engine = page.GetByRole(AriaRole.Combobox, new() { Name = "Engine" });
        var choices = page.GetByRole(AriaRole.Button, new() { Name = "Choices", Exact = true });
        var panel = page.GetByRole(AriaRole.Group, new() { Name = "Choices", Exact = true });
        await Expect(page.GetByText("Costs 1 of the 200 units left today.")).ToBeVisibleAsync();
        await Expect(choices).ToHaveCountAsync(0);

        await engine.SelectOptionAsync("gemini");
        await choices.ClickAsync();
        await panel.GetByLabel("Ratio").SelectOptionAsync("16:9");
        await panel.GetByLabel("Seed").FillAsync("7");
        await panel.GetByLabel("Seed").PressAsync("Tab");
        var info = (await user.Api.ListEnginesAsync()).Single(found => found.Id == "gemini");
        var (size, units) = info.UnitsByChoice.MaxBy(price => price.Value);
        await panel.GetByLabel("Size").SelectOptionAsync(size);
        await Expect(page.GetByText($"Costs {units} of the {info.UnitsLeft} units left today.")).ToBeVisibleAsync();
        await Artifacts.SaveScreenshotAsync($"choices-{look}", page);
        Assert.Empty(await LookTests.ViolationsAsync(page, "choices"));

        await screen.AskAsync("a red hat");
        var edit = await Eventually.GetAsync(
            async () => await user.Api.ListEditsAsync(session) is { Items: [var asked, ..] } ? asked : null, "the edit to be asked for",
            TimeSpan.FromSeconds(20));
        Assert.Equal(new EditTerms(AspectRatio: "16:9", Size: size, Seed: 7), edit.Asked);
        Assert.Equal(units, edit.Units.Estimated);
        Assert.Empty(scenario.ScriptErrors);
    });

    private static async Task ShowConversationAsync(IPage page, string look)
    {
        if (look.StartsWith("phone", StringComparison.Ordinal))
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Conversation", Exact = true }).ClickAsync();
        }
    }
}
