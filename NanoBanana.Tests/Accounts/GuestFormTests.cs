using System.Net;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Accounts;

/// <summary>Coming to the web app for the first time.</summary>
public sealed class GuestFormTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string TokenField = "__RequestVerificationToken";

    [Fact]
    public async Task Who_is_signed_out_is_shown_what_this_is()
    {
        using var browser = new FormBrowser(web.Web.Address);
        using var answer = await browser.Http.GetAsync("/");
        Assert.Equal((HttpStatusCode.Redirect, "/welcome"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Contains("Say what should change.", await browser.Http.GetStringAsync("/welcome"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_registers_under_a_new_cookie_and_the_old_one_is_nobody()
    {
        using var browser = new FormBrowser(web.Web.Address);
        using var started = await browser.PostAsync("/guest", (TokenField, await browser.TokenAsync("/welcome")), ("sample", "food"));
        Assert.Equal("/?sample=food", started.Headers.Location?.ToString());
        Assert.Contains("You are a guest", await browser.Http.GetStringAsync("/profile"), StringComparison.Ordinal);
        using var copy = new FormBrowser(web.Web.Address, browser.Cookies);

        var name = TestUser.UniqueName();
        using var registered = await browser.PostAsync(
            "/register", ("_handler", "register"), (TokenField, await browser.TokenAsync("/register")), ("Form.Username", name),
            ("Form.Email", $"{name}@example.org"), ("Form.Password", "correct horse battery"));

        Assert.Equal(name, await browser.WhoAsync());
        using var old = await copy.Http.GetAsync("/profile");
        Assert.Equal("/sign-in?ReturnUrl=%2Fprofile", old.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_guest_may_sign_in_as_somebody_else()
    {
        using var alice = await web.System.CreateUserAsync();
        using var browser = new FormBrowser(web.Web.Address);
        using var started = await browser.PostAsync(
            "/guest", (TokenField, await browser.TokenAsync("/welcome")), ("returnUrl", "https://evil.example/"));
        Assert.Equal("/", started.Headers.Location?.ToString());
        (await browser.SignInAsync(alice)).Dispose();
        Assert.Equal(alice.User.Username, await browser.WhoAsync());
    }

    [Fact]
    public async Task No_other_site_makes_a_guest()
    {
        using var browser = new FormBrowser(web.Web.Address);
        using var answer = await browser.PostAsync("/guest", ("sample", "food"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(browser.Cookies, cookie => cookie.Name == "nano-banana");
    }
}
