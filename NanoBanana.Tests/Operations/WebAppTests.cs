using System.Net;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Operations;

/// <summary>What the web app serves to every browser.</summary>
public sealed class WebAppTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Blazors_script_is_the_one_of_the_framework()
    {
        using var http = new HttpClient { BaseAddress = web.Web.Address };
        using var answer = await http.GetAsync("/_framework/blazor.web.js");
        Assert.Equal((HttpStatusCode.OK, "text/javascript"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        // The event that .NET 10 brought, on which the connection's line relies.
        Assert.Contains("components-reconnect-state-changed", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/profile")]
    [InlineData("/sign-in")]
    [InlineData("/nothing/at/all")]
    public async Task No_answer_repeats_the_host_of_the_request(string path)
    {
        using var answer = await AskAsync(web.Web.Address, path, "evil.example");
        Assert.DoesNotContain("evil.example", answer.Headers.ToString(), StringComparison.Ordinal);
        if (path == "/profile")
        {
            Assert.Equal("/sign-in?ReturnUrl=%2Fprofile", answer.Headers.Location?.ToString());
        }
    }

    [Theory]
    [InlineData("evil.example", "/sign-in", HttpStatusCode.BadRequest)]
    [InlineData("evil.example", "/_framework/blazor.web.js", HttpStatusCode.BadRequest)]
    [InlineData("web.example", "/sign-in", HttpStatusCode.OK)]
    [InlineData("a.inside.example:8443", "/sign-in", HttpStatusCode.OK)]
    [InlineData("10.0.0.7", "/alive", HttpStatusCode.OK)]
    public async Task Only_the_hosts_that_are_named_are_served(string host, string path, HttpStatusCode expected)
    {
        await using var named = await WebFixture.StartWebAsync(
            web.System, KeyValuePair.Create("ALLOWED_HOSTS", (string?)"web.example, *.inside.example"));
        using var answer = await AskAsync(named.Address, path, host);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Over_https_the_cookie_of_the_forms_is_bound_to_the_host()
    {
        using var page = await AskAsync(web.Web.Address, "/sign-in", "web.example", "https");
        var cookie = Assert.Single(
            page.Headers.GetValues("Set-Cookie"), value => value.Contains("nano-banana-form", StringComparison.Ordinal));
        Assert.StartsWith("__Host-nano-banana-form=", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; path=/;", cookie, StringComparison.OrdinalIgnoreCase);
        var token = FormBrowser.TokenIn(await page.Content.ReadAsStringAsync());

        // The form is taken with that cookie, and not with one of the plain name, which any sibling domain can plant.
        var value = cookie[..cookie.IndexOf(';')];
        Assert.Equal(HttpStatusCode.OK, await SignInAsync(value, token));
        Assert.Equal(HttpStatusCode.BadRequest, await SignInAsync(value["__Host-".Length..], token));
    }

    private async Task<HttpStatusCode> SignInAsync(string cookie, string token)
    {
        using var answer = await AskAsync(web.Web.Address, "/sign-in", "web.example", "https", request =>
        {
            request.Method = HttpMethod.Post;
            request.Headers.Add("Cookie", cookie);
            request.Content = new FormUrlEncodedContent(
            [
                new("_handler", "sign-in"), new("__RequestVerificationToken", token),
                new("Form.Login", "nobody"), new("Form.Password", "wrong password"),
            ]);
        });
        return answer.StatusCode;
    }

    /// <summary>As a proxy on this machine passes it on.</summary>
    private static async Task<HttpResponseMessage> AskAsync(
        Uri address, string path, string host, string scheme = "http", Action<HttpRequestMessage>? change = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", scheme);
        change?.Invoke(request);
        return await http.SendAsync(request);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/nothing/at/all")]
    [InlineData("/api/images/x/content")]
    public async Task No_answer_can_be_framed_embedded_or_names_the_server(string path)
    {
        using var http = new HttpClient { BaseAddress = web.Web.Address };
        using var answer = await http.GetAsync(path);
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }
}
