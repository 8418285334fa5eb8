using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>One picture, ten edits in a row, each made from the result of the one before; a screenshot of each is kept.</summary>
[Collection(nameof(ToolFixture))]
public sealed class TenEditsTests(BrowserFixture browser)
{
    /// <summary>The path of a photograph (JPEG) to do it with; without one a landscape is drawn.</summary>
    private const string Photograph = "NANOBANANA_PHOTOGRAPH";

    private static readonly string[] Prompts =
    [
        "crop to 3:2", "make it a bit brighter", "more contrast", "warm it up", "sharpen it", "调亮一点，增加饱和度",
        "add a vignette", "add the text 'Summer' at the bottom right", "add a white border of 30 px", "turn it black and white",
    ];

    [Fact]
    public Task A_photograph_is_edited_ten_times_in_words() => browser.RunAsync("ten-edits", async scenario =>
    {
        var page = await scenario.OpenAsync();
        await new AccountScreen(page).RegisterAsync();
        var (session, canvas) = (new SessionScreen(page), new CanvasScreen(page));
        await session.CreateAsync();
        var path = Environment.GetEnvironmentVariable(Photograph);
        await session.DropAsync(
            path is { Length: > 0 } ? await File.ReadAllBytesAsync(path) : SamplePhoto.Evening(1200, 900), "photograph.jpg", "image/jpeg");
        await canvas.ShouldShowAsync("photograph.jpg");

        for (var i = 0; i < Prompts.Length; i++)
        {
            await session.AskAsync(Prompts[i]);
            await Expect(session.Messages).ToHaveCountAsync(2 * (i + 1));
            await Expect(session.Messages.Last.Locator("img")).ToHaveJSPropertyAsync("complete", true);
            await Expect(canvas.Sheet.Locator("img").First).ToHaveJSPropertyAsync("complete", true);
            await Artifacts.SaveScreenshotAsync($"ten-edits-{i + 1:00}", page);
        }
        Assert.Empty(scenario.ScriptErrors);
    });
}
