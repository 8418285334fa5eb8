using Microsoft.Playwright;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Edits;
using NanoBanana.Tests.Engines.Local;
using NetVips;

namespace NanoBanana.Tests.Browser;

/// <summary>What the browser makes of a file, what is shown and painted on, and what an edit makes of it is one picture.</summary>
[Collection(nameof(ToolFixture))]
public sealed class SeenPictureTests(BrowserFixture browser)
{
    private const int Width = 300;
    private const int Height = 200;

    /// <summary>1 when it lies, then the colours in the middles of its four quarters, as the browser decodes the file.</summary>
    private const string Colours = """
        async ([address, width, height]) => {
          const picture = await createImageBitmap(await (await fetch(address)).blob());
          const context = new OffscreenCanvas(width, height).getContext('2d');
          context.drawImage(picture, 0, 0, width, height);
          const at = (x, y) => [...context.getImageData(width * x, height * y, 1, 1).data].slice(0, 3);
          return [picture.width / picture.height > 1 ? 1 : 0, ...at(0.25, 0.25), ...at(0.75, 0.25), ...at(0.25, 0.75), ...at(0.75, 0.75)];
        }
        """;

    [Fact]
    public Task A_WebP_that_says_it_is_turned_is_seen_painted_and_changed_alike() => browser.RunAsync("webp-turned", async scenario =>
    {
        var (page, api) = await StartAsync(scenario, TurnedWebP(), "turned.webp", "image/webp");
        var canvas = new CanvasScreen(page);
        await canvas.Pane.GetByRole(AriaRole.Button, new() { Name = "Actual size" }).ClickAsync();
        await canvas.StartPaintingAsync();
        await canvas.Button("Rectangle").ClickAsync();
        await canvas.DragAsync(10, 10, 140, 90);
        await new SessionScreen(page).AskAsync("invert the colours");
        var (source, result) = await ResultAsync(api, page);

        Assert.Equal((Width, Height, Width, Height), (source.Width, source.Height, result.Width, result.Height));
        var seen = await ColoursAsync(page, source.Url);
        var changed = await ColoursAsync(page, result.Url);
        var shown = await ColoursAsync(page, source.ThumbnailUrl!);
        Assert.Equal((1, 1, 1), (seen[0], shown[0], changed[0]));
        AssertNear(seen, shown, 12);

        // The quarter under the paint is inverted, as the viewer showed it, and no other.
        AssertNear(seen[1..4].Select(value => 255 - value), changed[1..4], 4);
        AssertNear(seen[4..], changed[4..], 0);
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task Inks_with_a_profile_for_colours_look_the_same_before_and_after_an_edit() => browser.RunAsync("inks", async scenario =>
    {
        var (page, api) = await StartAsync(scenario, TestFiles.CmykWithColourProfile, "inks.jpg", "image/jpeg");
        await new SessionScreen(page).AskAsync("flip horizontally, flip horizontally");
        var (source, result) = await ResultAsync(api, page);
        var (shown, edited) = (await ColoursAsync(page, source.ThumbnailUrl!), await ColoursAsync(page, result.Url));
        AssertNear(shown, edited, 4);
    });

    private static byte[] TurnedWebP()
    {
        using var image = TestPixels.Quarters(Width, Height).ToImage();
        using var turned = image.Mutate(copy => copy.Set(GValue.GIntType, "orientation", 6));
        return turned.WebpsaveBuffer(lossless: true, exact: true);
    }

    private async Task<(IPage Page, NanoBananaClient Api)> StartAsync(
        BrowserScenario scenario, byte[] picture, string fileName, string type)
    {
        var page = await scenario.OpenAsync();
        var name = await new AccountScreen(page).RegisterAsync();
        var session = new SessionScreen(page);
        await session.CreateAsync();
        await session.DropAsync(picture, fileName, type);
        await new CanvasScreen(page).ShouldShowAsync(fileName);
        var http = browser.System.CreateClient();
        var tokens = await new NanoBananaClient(http, _ => default).LoginAsync(new(name, AccountScreen.Password));
        return (page, new(http, _ => ValueTask.FromResult<string?>(tokens.AccessToken)));
    }

    /// <summary>The picture that was uploaded, and what the only edit made of it.</summary>
    private static async Task<(Contracts.Images.Image Source, Contracts.Images.Image Result)> ResultAsync(NanoBananaClient api, IPage page)
    {
        var edit = await Fixtures.Eventually.GetAsync(
            async () => (await api.ListEditsAsync(new(new Uri(page.Url).Segments[^1]))).Items is
                [{ FinishedAt: not null } only] ? only : null,
            "the edit to be finished", TimeSpan.FromSeconds(60));
        Assert.Equal((EditStatus.Succeeded, null), (edit.Status, edit.Problem?.Detail));
        return (await api.GetImageAsync(edit.ImageIds[0]), await api.GetImageAsync(edit.ResultIds[0]));
    }

    private static Task<int[]> ColoursAsync(IPage page, string address) =>
        page.EvaluateAsync<int[]>(Colours, new object[] { address, Width, Height });

    private static void AssertNear(IEnumerable<int> expected, IEnumerable<int> actual, int tolerance) => Assert.True(
        expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max() <= tolerance,
        $"{string.Join(' ', expected)} is not {string.Join(' ', actual)}");
}
