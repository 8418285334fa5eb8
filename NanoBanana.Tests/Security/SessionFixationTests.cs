using System.Net;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Security;

/// <summary>A copy of a cookie from before a sign-in never becomes the user who signs in.</summary>
public sealed class SessionFixationTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/register")]
    public async Task Signing_in_over_a_sign_in_is_refused(string form)
    {
        using var mallory = await web.System.CreateUserAsync();
        using var victim = await web.System.CreateUserAsync();
        using var shared = new FormBrowser(web.Web.Address);
        (await shared.SignInAsync(mallory)).Dispose();
        using var copy = new FormBrowser(web.Web.Address, shared.Cookies);
        Assert.Equal(mallory.User.Username, await copy.WhoAsync());

        using var page = await shared.Http.GetAsync($"{form}?ReturnUrl=%2Fgallery");
        Assert.Equal((HttpStatusCode.SeeOther, "/gallery"), (page.StatusCode, page.Headers.Location?.ToString()));
        using var sent = await shared.SignInAsync(victim, form, tokenFrom: "/profile");
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (sent.StatusCode, sent.Headers.Location?.ToString()));
        Assert.Equal(mallory.User.Username, await shared.WhoAsync());
        Assert.Equal(mallory.User.Username, await copy.WhoAsync());
    }

    [Fact]
    public async Task After_signing_out_and_in_again_the_old_cookie_is_nobody()
    {
        using var mallory = await web.System.CreateUserAsync();
        using var victim = await web.System.CreateUserAsync();
        using var shared = new FormBrowser(web.Web.Address);
        (await shared.SignInAsync(mallory)).Dispose();
        using var copy = new FormBrowser(web.Web.Address, shared.Cookies);
        (await shared.SignOutAsync()).Dispose();
        (await shared.SignInAsync(victim)).Dispose();
        Assert.Equal(victim.User.Username, await shared.WhoAsync());
        Assert.Null(await copy.WhoAsync());
    }

    [Fact]
    public async Task A_ticket_under_the_key_of_another_sign_in_is_nobody()
    {
        using var mallory = await web.System.CreateUserAsync();
        using var victim = await web.System.CreateUserAsync();
        using var old = new FormBrowser(web.Web.Address);
        using var fresh = new FormBrowser(web.Web.Address);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(web.System.Redis.ConnectionString);
        var before = Tickets();
        (await old.SignInAsync(mallory)).Dispose();
        var oldKey = Tickets().Except(before).Single();
        (await fresh.SignInAsync(victim)).Dispose();
        var freshKey = Tickets().Except(before).Single(key => key != oldKey);

        // As the cookie handler would write it, if somebody signed in over the old cookie.
        await redis.GetDatabase().StringSetAsync(oldKey, await redis.GetDatabase().StringGetAsync(freshKey));
        Assert.Null(await old.WhoAsync());
        Assert.Equal(victim.User.Username, await fresh.WhoAsync());

        RedisKey[] Tickets() => [.. redis.GetServers().Single().Keys(pattern: "*:ticket")];
    }

    [Fact]
    public async Task A_sign_in_without_tokens_ends_where_somebody_signs_in()
    {
        using var user = await web.System.CreateUserAsync();
        using var browser = new FormBrowser(web.Web.Address);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(web.System.Redis.ConnectionString);
        var before = Tokens();
        (await browser.SignInAsync(user)).Dispose();
        await redis.GetDatabase().KeyDeleteAsync(Tokens().Except(before).Single());
        using var again = await browser.Http.GetAsync("/sign-in?ReturnUrl=%2Fgallery");
        Assert.Equal("/sign-in?ReturnUrl=%2Fgallery", again.Headers.Location?.ToString());
        (await browser.SignInAsync(user)).Dispose();
        Assert.Equal(user.User.Username, await browser.WhoAsync());

        RedisKey[] Tokens() => [.. redis.GetServers().Single().Keys(pattern: "*:tokens")];
    }
}
