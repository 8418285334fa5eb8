using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>The picture in the middle of a session, in English.</summary>
internal sealed class CanvasScreen(IPage page)
{
    public ILocator Pane => page.GetByRole(AriaRole.Region, new() { Name = "Picture", Exact = true });

    public ILocator Stage => Pane.Locator("[data-stage]");

    public ILocator Sheet => Stage.Locator("[data-sheet][data-placed]");

    public ILocator Zoom => Pane.Locator("[data-zoom-now]");

    public ILocator Slider => Pane.GetByRole(AriaRole.Slider, new() { Name = "Before and after" });

    public ILocator Mask => page.GetByText("Only in the mask");

    public ILocator Button(string name) => Pane.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public Task ShouldShowAsync(string fileName) => Expect(Sheet.GetByAltText(fileName, new() { Exact = true })).ToBeVisibleAsync();

    public async Task StartPaintingAsync()
    {
        await Button("Mask").ClickAsync();
        await Expect(Button("Brush")).ToBeVisibleAsync();
    }

    /// <summary>Drags in the picture's own pixels; it has to be shown at 100 %.</summary>
    public async Task DragAsync(int fromX, int fromY, int toX, int toY)
    {
        await Expect(Zoom).ToHaveTextAsync("100%");
        var sheet = await Sheet.BoundingBoxAsync() ?? throw new InvalidOperationException("The picture is not there.");
        await page.Mouse.MoveAsync(sheet.X + fromX, sheet.Y + fromY);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(sheet.X + toX, sheet.Y + toY, new() { Steps = 5 });
        await page.Mouse.UpAsync();
    }

    /// <summary>Drags through the middle of the picture, at whatever size it is shown.</summary>
    public async Task DragAcrossAsync()
    {
        var sheet = await Sheet.BoundingBoxAsync() ?? throw new InvalidOperationException("The picture is not there.");
        var (y, across) = (sheet.Y + (sheet.Height / 2), sheet.Width / 5);
        await page.Mouse.MoveAsync(sheet.X + (sheet.Width / 2) - across, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(sheet.X + (sheet.Width / 2) + across, y, new() { Steps = 5 });
        await page.Mouse.UpAsync();
    }

    /// <summary>How much of a point is covered by the overlay, 0–255.</summary>
    public Task<int> PaintAtAsync(int x, int y) => Sheet.Locator("[data-mask]").EvaluateAsync<int>(
        "(canvas, [x, y]) => canvas.getContext('2d').getImageData(x, y, 1, 1).data[3]", new[] { x, y });
}
