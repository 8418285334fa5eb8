using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>One session, in English.</summary>
internal sealed partial class SessionScreen(IPage page)
{
    public ILocator Progress => page.GetByRole(AriaRole.Progressbar);

    /// <summary>Files on their way, or refused, beside the message box.</summary>
    public ILocator Uploads => page.GetByRole(AriaRole.Group, new() { Name = "Attachments" });

    public ILocator UploadOf(string fileName) => page.GetByRole(AriaRole.Progressbar, new() { Name = $"Upload of {fileName}" });

    public ILocator UploadButton(string name) => Uploads.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Composer => page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });

    /// <summary>Sends what is written as a message.</summary>
    public ILocator Say => page.GetByRole(AriaRole.Button, new() { Name = "Just say it" });

    public ILocator Messages => page.GetByRole(AriaRole.Log, new() { Name = "Messages" }).GetByRole(AriaRole.Article);

    /// <summary>A message that the API has not taken yet.</summary>
    public ILocator Sending => page.GetByRole(AriaRole.Article, new() { Name = "Message on its way" });

    /// <summary>On the page that is open, or on the first one.</summary>
    public async Task CreateAsync()
    {
        if (page.Url == "about:blank")
        {
            await page.GotoAsync("/");
        }

        var before = await Composer.CountAsync() > 0 ? await Composer.ElementHandleAsync() : null;
        await page.GetByRole(AriaRole.Button, new() { Name = "New session" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Address());

        // The session before has an address and a message box of the same kind.
        await (before?.WaitForElementStateAsync(ElementState.Hidden) ?? Task.CompletedTask);
        await Expect(Say).ToBeEnabledAsync();
    }

    public async Task OpenAsync(string path)
    {
        await page.GotoAsync(path);
        await Expect(Say).ToBeEnabledAsync();
    }

    /// <summary>Drops a file on the session as a hand would.</summary>
    public async Task DropAsync(byte[] file, string fileName, string contentType)
    {
        var transfer = await page.EvaluateHandleAsync(
            """
            ([base64, name, type]) => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name, { type }));
              return transfer;
            }
            """,
            new[] { Convert.ToBase64String(file), fileName, contentType });
        var zone = page.Locator("[data-upload-zone][data-takes-files]");
        foreach (var step in (string[])["dragenter", "dragover", "drop"])
        {
            await zone.DispatchEventAsync(step, new { dataTransfer = transfer });
        }
    }

    /// <summary>Drops a file that is long, and nothing else.</summary>
    public Task DropEmptyAsync(long bytes, string fileName, string contentType) => page.EvaluateAsync(
        """
        ([bytes, name, type]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
          document.querySelector('[data-takes-files]')
            .dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
        }
        """,
        new object[] { bytes, fileName, contentType });

    public async Task WriteAsync(string text)
    {
        await Composer.FillAsync(text);
        await Say.ClickAsync();
    }

    /// <summary>Asks for an edit.</summary>
    public async Task AskAsync(string prompt)
    {
        await Composer.FillAsync(prompt);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true }).Last).ToBeEnabledAsync();
        await Composer.PressAsync("Control+Enter");
    }

    /// <summary>Waits until the thumbnail in the panel is there and has been decoded.</summary>
    public async Task ShouldShowThumbnailAsync(string fileName, int width)
    {
        var picture = page.GetByRole(AriaRole.Region, new() { Name = "Images" }).GetByAltText(fileName);
        await Expect(picture).ToBeVisibleAsync();
        await Expect(picture).ToHaveJSPropertyAsync("complete", true);
        await Expect(picture).ToHaveJSPropertyAsync("naturalWidth", width);
    }

    /// <summary>Leaves a mark that a reload would take away.</summary>
    public Task MarkAsync() => page.EvaluateAsync("() => { window.notReloaded = true; }");

    public async Task ShouldNotHaveReloadedAsync() => Assert.True(await page.EvaluateAsync<bool>("() => window.notReloaded === true"));

    /// <summary>A line as slow as many are, so that progress can be seen.</summary>
    public async Task SlowDownAsync(int bytesPerSecond)
    {
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("Network.enable");
        await devTools.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false,
            ["latency"] = 0,
            ["downloadThroughput"] = -1,
            ["uploadThroughput"] = bytesPerSecond,
        });
    }

    [GeneratedRegex("/s/[0-9a-f]+$")]
    private static partial Regex Address();
}
