using System.Net;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Security;

/// <summary>What a browser sends wrong is the browser's fault: never a 500, and never a page about the inside.</summary>
public sealed class WebFormTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("/preferences", "culture=en")]
    [InlineData("/preferences", "culture=en&__RequestVerificationToken=x")]
    [InlineData("/sign-in", "_handler=sign-in&__RequestVerificationToken=x")]
    [InlineData("/sign-in", "_handler=none")]
    [InlineData("/register", "_handler=register&__RequestVerificationToken=x")]
    [InlineData("/sign-out", "__RequestVerificationToken=x")]
    [InlineData("/error", "__RequestVerificationToken=x")]
    [InlineData("/status/400", "__RequestVerificationToken=x")]
    public async Task A_form_with_a_wrong_token_is_400(string path, string body)
    {
        using var browser = new FormBrowser(web.Web.Address);
        using var content = new StringContent(body, null, "application/x-www-form-urlencoded");
        using var answer = await browser.Http.PostAsync(path, content);
        await ShouldTellNothingAsync(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "no form at all")]
    [InlineData("multipart/form-data", "no boundary")]
    [InlineData("text/plain", "culture=en")]
    [InlineData("application/json", "{}")]
    public async Task What_is_no_form_is_refused_in_words(string type, string body)
    {
        using var browser = new FormBrowser(web.Web.Address);
        foreach (var path in (string[])["/preferences", "/sign-in", "/sign-out", "/download"])
        {
            using var content = new StringContent(body);
            content.Headers.Remove("Content-Type");
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var answer = await browser.Http.PostAsync(path, content);
            await ShouldTellNothingAsync(answer);
            Assert.InRange((int)answer.StatusCode, 300, 499);
        }
    }

    [Theory]
    [InlineData("X-Forwarded-Proto", "", 2000)]
    [InlineData("X-Forwarded-Proto", "", 5)]
    [InlineData("X-Forwarded-Prefix", "//", 20)]
    public async Task A_scheme_or_prefix_that_is_none_is_400_at_both_services(string header, string start, int length)
    {
        foreach (var address in (Uri[])[web.Web.Address, web.System.Apis[0].Address])
        {
            using var http = LoopbackClient.Create(address, from: IPAddress.Loopback);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.Add("X-Forwarded-For", "203.0.113.9");
            request.Headers.Add(header, start + new string('a', length));
            using var answer = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_browser_may_name_itself_in_any_letters()
    {
        using var user = await web.System.CreateUserAsync();
        using var browser = new FormBrowser(web.Web.Address, encoding: System.Text.Encoding.UTF8);
        browser.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "Браузер/1.0 é");
        using var answer = await browser.SignInAsync(user);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(user.User.Username, await browser.WhoAsync());
    }

    [Fact]
    public async Task A_key_in_any_letters_is_passed_on_with_an_upload()
    {
        using var user = await web.System.CreateUserAsync();
        var session = await user.Api.CreateSessionAsync();
        using var browser = new FormBrowser(web.Web.Address, encoding: System.Text.Encoding.UTF8);
        (await browser.SignInAsync(user)).Dispose();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/upload/{session.Id}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "é");
        request.Headers.TryAddWithoutValidation("RequestVerificationToken", await browser.TokenAsync("/profile"));
        request.Content = new MultipartFormDataContent
        {
            { new StringContent(session.Id), "sessionId" },
            { new ByteArrayContent(TestImages.Png(8, 8)), "file", "a.png" },
        };
        using var answer = await browser.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Theory]
    [InlineData("POST", "/uploads")]
    [InlineData("PATCH", "/uploads/1")]
    [InlineData("DELETE", "/uploads/1")]
    public async Task Parts_of_a_file_are_taken_from_this_page_and_from_who_is_signed_in(string method, string path)
    {
        using var user = await web.System.CreateUserAsync();
        using var browser = new FormBrowser(web.Web.Address);
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(await browser.TokenAsync("/sign-in")));
        (await browser.SignInAsync(user)).Dispose();
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(null));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await SendAsync(await browser.TokenAsync("/profile")));

        async Task<HttpStatusCode> SendAsync(string? token)
        {
            using var request = new HttpRequestMessage(new(method), path);
            if (token is not null)
            {
                request.Headers.TryAddWithoutValidation("RequestVerificationToken", token);
            }
            using var answer = await browser.Http.SendAsync(request);
            return answer.StatusCode;
        }
    }

    private static async Task ShouldTellNothingAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", body, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }
}
