using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>The comments on the open picture, in English.</summary>
internal sealed class PinScreen(IPage page)
{
    private CanvasScreen Canvas => new(page);

    public ILocator Panel => page.GetByRole(AriaRole.Region, new() { Name = "Pins", Exact = true });

    public ILocator Cards => Panel.GetByRole(AriaRole.Article);

    public ILocator Markers => Canvas.Sheet.GetByRole(AriaRole.Button);

    public ILocator Text => Panel.GetByRole(AriaRole.Textbox, new() { Name = "What about this place?" });

    public ILocator Button(string name) => Panel.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async Task OpenAsync()
    {
        await Canvas.Pane.Locator("[data-pins]").ClickAsync();
        await Expect(Panel).ToBeVisibleAsync();
    }

    /// <summary>Says something of the place that was chosen.</summary>
    public async Task SayAsync(string text)
    {
        await Expect(Text).ToBeFocusedAsync();
        await Text.FillAsync(text);
        await Button("Put the pin").ClickAsync();
        await Expect(Text).ToHaveCountAsync(0);
    }

    /// <summary>Where a marker's point is, in pixels of the picture that is shown at 100 %.</summary>
    public async Task<(double X, double Y)> PlaceOfAsync(int number)
    {
        var sheet = (await Canvas.Sheet.BoundingBoxAsync())!;
        var marker = (await Markers.Nth(number - 1).BoundingBoxAsync())!;
        return (Math.Round(marker.X - sheet.X), Math.Round(marker.Y + marker.Height - sheet.Y));
    }
}
