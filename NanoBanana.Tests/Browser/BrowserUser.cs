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

    /// <summary>Somebody new, whose browser is signed in and shows no page yet: no form is filled in for that.</summary>
    public static async Task<BrowserUser> RegisterAsync(
        BrowserFixture browser, BrowserScenario scenario, BrowserNewContextOptions? options = null, Uri? at = null)
    {
        var (name, http) = (TestUser.UniqueName(), browser.System.CreateClient());
        var tokens = await new NanoBananaClient(http, _ => default)
            .RegisterAsync(new(name, $"{name}@example.org", AccountScreen.Password));
        var address = at ?? browser.Web.Address;
        using var form = new FormBrowser(address);
        using var answer = await form.SignInAsync(name, AccountScreen.Password);
        var page = await scenario.OpenAsync(options, at);
        await page.Context.AddCookiesAsync(
            form.Cookies.Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = address.ToString() }));
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
