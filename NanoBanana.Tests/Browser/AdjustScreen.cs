using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>The sliders beside the picture, in English.</summary>
internal sealed class AdjustScreen(IPage page)
{
    public ILocator Panel => page.GetByRole(AriaRole.Group, new() { Name = "Adjust", Exact = true });

    public ILocator Preview => page.GetByRole(AriaRole.Img, new() { Name = "Preview" });

    public ILocator Slider(string name) => Panel.GetByRole(AriaRole.Slider, new() { Name = name, Exact = true });

    public ILocator Button(string name) => Panel.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async Task OpenAsync()
    {
        await new CanvasScreen(page).Button("Adjust").ClickAsync();
        await ShouldBeOpenAsync();
    }

    public Task ShouldBeOpenAsync() => Expect(Preview).ToHaveAttributeAsync("data-drawn", "");

    public Task ShouldBeClosedAsync() => Expect(Panel).ToBeHiddenAsync();

    public Task SetAsync(string name, int amount) => Slider(name).FillAsync(FormattableString.Invariant($"{amount}"));

    /// <summary>What is drawn once the next frame is.</summary>
    public async Task<TestPixels> DrawnAsync()
    {
        var png = await Preview.EvaluateAsync<string>(
            """
            canvas => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
              () => done(canvas.toDataURL('image/png').split(',')[1]))))
            """);
        return TestPixels.Decode(Convert.FromBase64String(png), "pngload_buffer");
    }
}
