using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>Where everybody starts, in English.</summary>
internal sealed class HomeScreen(IPage page)
{
    private const string Open = ".home[data-takes-files]";

    /// <summary>Drops a file on the page as a hand would, outside of its card even.</summary>
    public async Task DropAsync(byte[] file, string fileName, string contentType = "image/jpeg")
    {
        await Expect(page.Locator(Open)).ToBeVisibleAsync();
        var transfer = await page.EvaluateHandleAsync(
            """
            ([base64, name, type]) => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name, { type }));
              return transfer;
            }
            """,
            new[] { Convert.ToBase64String(file), fileName, contentType });
        foreach (var step in (string[])["dragenter", "dragover", "drop"])
        {
            await page.Locator("#main").DispatchEventAsync(step, new { dataTransfer = transfer });
        }
    }

    public async Task ChooseAsync(byte[] file, string fileName)
    {
        var chooser = await page.RunAndWaitForFileChooserAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Choose a photograph" }).ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = fileName, MimeType = "image/jpeg", Buffer = file });
    }

    public ILocator Heading => page.Locator(Open).GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Sample(string name) => page.GetByRole(AriaRole.Button, new() { Name = $"Try with the {name}" });

    public ILocator Words(string suggestion) => page.GetByRole(AriaRole.Button, new() { Name = suggestion });
}
