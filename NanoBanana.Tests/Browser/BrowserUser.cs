using Microsoft.Playwright;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Browser;

/// <summary>Somebody in a browser, and the same person at the API, where much is made quickly.</summary>
internal sealed class BrowserUser : IDisposable
{
    private BrowserUser(IPage page, HttpClient http, string token)
    {
        (Page, Http) = (page, http);
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Api = new(http, _ => ValueTask.FromResult<string?>(token));
    }

    public IPage Page { get; }

    public NanoBananaClient Api { get; }

    /// <summary>The same for what the typed client cannot say.</summary>
    public HttpClient Http { get; }

    public static async Task<BrowserUser> RegisterAsync(
        BrowserFixture browser, BrowserScenario scenario, BrowserNewContextOptions? options = null, Uri? at = null)
    {
        var page = await scenario.OpenAsync(options, at);
        var name = await new AccountScreen(page).RegisterAsync();
        var http = browser.System.CreateClient();
        var tokens = await new NanoBananaClient(http, _ => default).LoginAsync(new(name, AccountScreen.Password));
        return new(page, http, tokens.AccessToken);
    }

    public async Task<Image> UploadAsync(SessionId sessionId, byte[] file, string fileName)
    {
        using var content = new MemoryStream(file);
        return await Api.UploadImageAsync(sessionId, content, fileName);
    }

    public Task<byte[]> ReadAsync(Image image) => Http.GetByteArrayAsync(image.Url);

    /// <summary>Asks for an edit and waits for its picture.</summary>
    public async Task<Image> EditAsync(Image image, string prompt)
    {
        await Eventually.TrueAsync(
            async () => (await Api.GetImageAsync(image.Id)).Status is ImageStatus.Ready, "The input was never ready.");
        var edit = await Api.CreateEditAsync(image.SessionId, new(prompt, [image.Id], Engine: "local"));
        await Eventually.TrueAsync(
            async () => (edit = await Api.GetEditAsync(edit.Id)).Status is EditStatus.Succeeded, "The edit never succeeded.");
        return await Api.GetImageAsync(edit.ResultIds[0]);
    }

    public void Dispose() => Http.Dispose();
}
