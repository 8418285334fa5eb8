using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>The tools on the picture in every look: no violation that axe can find, and pictures of them for people.</summary>
[Collection(nameof(LookFixture))]
public sealed class ToolLookTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("desktop"), InlineData("phone-dark"), InlineData("phone-on-its-side"), InlineData("desktop-forced-colors")]
    public Task Everybody_can_use_the_tools(string look) => browser.RunAsync($"look-tools-{look}", async scenario =>
    {
        var options = LookTests.Options(look);
        options.ForcedColors = look.Contains("forced", StringComparison.Ordinal) ? ForcedColors.Active : ForcedColors.None;
        if (look.EndsWith("side", StringComparison.Ordinal))
        {
            options.ViewportSize = new() { Width = 844, Height = 390 };
        }
        using var user = await BrowserUser.RegisterAsync(browser, scenario, options);
        var (page, crop, canvas) = (user.Page, new CropScreen(user.Page), new CanvasScreen(user.Page));
        var session = await user.Api.CreateSessionAsync("Hills");
        var image = await user.UploadAsync(session.Id, SamplePhoto.Evening(1800, 1200), "evening.jpg");
        await new SessionScreen(page).OpenAsync($"/s/{session.Id}");
        await canvas.ShouldShowAsync("evening.jpg");
        var violations = new List<string>();
        await LookAsync("tools");
        await canvas.StartPaintingAsync();
        await canvas.DragAcrossAsync();
        await Expect(canvas.Mask).ToBeAttachedAsync();
        await Expect(canvas.Button("Take away from the selection")).ToBeInViewportAsync(new() { Ratio = 0.99f });
        await LookAsync("select");
        await canvas.Button("Clear mask").ClickAsync();
        await canvas.Button("Done").ClickAsync();

        await crop.OpenAsync();
        await crop.Ratio.SelectOptionAsync("4:5");
        await crop.StraightenAsync(3.5);
        await Expect(crop.Bar.GetByText("3.5°")).ToBeVisibleAsync();
        foreach (var control in (ILocator[])[crop.Button("Apply"), crop.Button("Cancel"), crop.Frame])
        {
            await Expect(control).ToBeInViewportAsync(new() { Ratio = 0.99f });
        }
        var apply = (await crop.Button("Apply").BoundingBoxAsync())!;
        Assert.InRange(page.ViewportSize!.Width - apply.X - apply.Width, 8, double.MaxValue);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        await LookAsync("crop");
        await crop.Button("Cancel").ClickAsync();
        foreach (var tool in (string[])["Adjust", "Looks", "Expand", "Text"])
        {
            await canvas.Button(tool).ClickAsync();
            var bar = page.GetByRole(AriaRole.Group, new() { Name = tool, Exact = true });
            await Expect(page.Locator("[data-tool-layer]:visible").Locator("xpath=descendant-or-self::*[@data-drawn]").First)
                .ToBeAttachedAsync();
            foreach (var control in (string[])["Apply", "Cancel"])
            {
                await Expect(bar.GetByRole(AriaRole.Button, new() { Name = control, Exact = true }))
                    .ToBeInViewportAsync(new() { Ratio = 0.99f });
            }
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
            await LookAsync(tool.ToLowerInvariant());
            await bar.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }).ClickAsync();
            await Expect(bar).ToBeHiddenAsync();
        }
        var pin = await user.Api.CreatePinAsync(
            image.Id, new(300, 200, new(300, 200, 700, 400), "The sky could be warmer, as it was that evening."));
        await user.Api.ReplyToPinAsync(pin.Id, "A little, not orange.");
        await user.Api.CreatePinAsync(image.Id, new(1200, 900, null, "Who is this?"));
        var pins = new PinScreen(page);
        await pins.OpenAsync();
        await Expect(pins.Cards).ToHaveCountAsync(2);
        await pins.Markers.First.ClickAsync();
        await Expect(pins.Cards.First).ToBeFocusedAsync();
        await LookAsync("pins");
        await pins.Button("New pin").ClickAsync();
        await Expect(pins.Text).ToBeFocusedAsync();
        await LookAsync("pin-new");
        Assert.True(violations.Count == 0, string.Join('\n', violations));

        async Task LookAsync(string name)
        {
            await LookTests.SettleAsync(page);
            await Artifacts.SaveScreenshotAsync($"{name}-{look}", page);
            violations.AddRange(await LookTests.ViolationsAsync(page, name));
        }
    });
}
