using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace NanoBanana.Tests.Fixtures;

/// <summary>Reads pages, keeps cookies and sends forms, as a browser without scripts does. Redirects are not followed.</summary>
internal sealed partial class FormBrowser : IDisposable
{
    private const string TokenField = "__RequestVerificationToken";

    private readonly CookieContainer _cookies = new();

    public FormBrowser(Uri address, IEnumerable<Cookie>? cookies = null, Encoding? encoding = null)
    {
        Http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            CookieContainer = _cookies,
            RequestHeaderEncodingSelector = encoding is null ? null : (_, _) => encoding,
        })
        { BaseAddress = address };
        foreach (var cookie in cookies ?? [])
        {
            _cookies.Add(new Cookie(cookie.Name, cookie.Value, "/", address.Host));
        }
    }

    public HttpClient Http { get; }

    /// <summary>A copy of what it holds now.</summary>
    public IReadOnlyList<Cookie> Cookies => [.. _cookies.GetAllCookies().Select(cookie => new Cookie(cookie.Name, cookie.Value))];

    /// <summary>The token that a page's forms carry.</summary>
    public async Task<string> TokenAsync(string path) => TokenIn(await Http.GetStringAsync(path));

    /// <summary>The token of the forms in a page.</summary>
    public static string TokenIn(string page) =>
        Token().Match(page) is { Success: true } match
            ? match.Groups[1].Value
            : throw new InvalidOperationException("No form in the page.");

    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Http.PostAsync(path, content);
    }

    /// <summary>Sends the sign-in form; the token is from the form itself unless from another page.</summary>
    public Task<HttpResponseMessage> SignInAsync(TestUser user, string form = "/sign-in", string? tokenFrom = null) =>
        SignInAsync(user.User.Username, user.Password, form, tokenFrom);

    public async Task<HttpResponseMessage> SignInAsync(string login, string password, string form = "/sign-in", string? tokenFrom = null)
    {
        var token = await TokenAsync(tokenFrom ?? form);
        return await PostAsync(
            form, ("_handler", form.Trim('/')), (TokenField, token), ("Form.Login", login), ("Form.Password", password));
    }

    public async Task<HttpResponseMessage> SignOutAsync() => await PostAsync("/sign-out", (TokenField, await TokenAsync("/profile")));

    /// <summary>The name on the profile page; null for nobody.</summary>
    public async Task<string?> WhoAsync()
    {
        using var answer = await Http.GetAsync("/profile");
        var match = Username().Match(await answer.Content.ReadAsStringAsync());
        return answer.StatusCode is HttpStatusCode.OK && match.Success ? match.Groups[1].Value : null;
    }

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"Account.Username\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Username();
}
