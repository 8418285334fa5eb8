using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>The crop tool on the picture, in English.</summary>
internal sealed class CropScreen(IPage page)
{
    public ILocator Bar => page.GetByRole(AriaRole.Group, new() { Name = "Crop", Exact = true });

    public ILocator Frame => page.GetByRole(AriaRole.Group, new() { Name = "Crop frame" });

    public ILocator Picture => page.Locator("[data-crop-picture]");

    public ILocator Size => Bar.GetByRole(AriaRole.Status).Last;

    public ILocator Ratio => Bar.GetByRole(AriaRole.Combobox, new() { Name = "Ratio" });

    public ILocator Straighten => Bar.GetByRole(AriaRole.Slider, new() { Name = "Straighten" });

    public ILocator Button(string name) => Bar.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async Task OpenAsync()
    {
        await new CanvasScreen(page).Button("Crop").ClickAsync();
        await ShouldBeOpenAsync();
    }

    /// <summary>The picture is drawn, and the frame lies on it.</summary>
    public async Task ShouldBeOpenAsync()
    {
        await Expect(Frame).ToBeVisibleAsync();
        await Expect(Picture).ToHaveJSPropertyAsync("complete", true);
    }

    public async Task ShouldBeClosedAsync() => await Expect(Frame).ToBeHiddenAsync();

    public async Task<LocatorBoundingBoxResult> BoxAsync() =>
        await Frame.BoundingBoxAsync() ?? throw new InvalidOperationException("There is no frame.");

    /// <summary>Where a handle of the frame is, such as 0 and 1 for the bottom left.</summary>
    public async Task<(double X, double Y)> PointAsync(double across, double down)
    {
        var box = await BoxAsync();
        return (box.X + (box.Width * across), box.Y + (box.Height * down));
    }

    public async Task DragAsync(double across, double down, double dx, double dy)
    {
        var (x, y) = await PointAsync(across, down);
        await page.Mouse.MoveAsync((float)x, (float)y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync((float)(x + dx), (float)(y + dy), new() { Steps = 5 });
        await page.Mouse.UpAsync();
    }

    /// <summary>Straightens by the slider, in tenths of a degree.</summary>
    public Task StraightenAsync(double degrees) => Straighten.EvaluateAsync(
        """
        (slider, degrees) => {
          slider.value = degrees;
          slider.dispatchEvent(new Event('input', { bubbles: true }));
          slider.dispatchEvent(new Event('change', { bubbles: true }));
        }
        """,
        degrees);
}
