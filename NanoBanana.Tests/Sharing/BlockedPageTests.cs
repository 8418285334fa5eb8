using System.Net;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Sharing;

/// <summary>The profile lists whom one has blocked, and unblocks them.</summary>
public sealed class BlockedPageTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("en", "You have blocked nobody", "Unblock {0}", "{0} can share with you again")]
    [InlineData("zh-CN", "你没有屏蔽任何人", "取消屏蔽 {0}", "{0} 又可以与你共享了")]
    public async Task The_profile_unblocks_people(string language, string nobody, string unblock, string done)
    {
        using var alice = await web.System.CreateUserAsync();
        using var bob = await web.System.CreateUserAsync();
        using var carol = await web.System.CreateUserAsync();
        using var browser = new FormBrowser(web.Web.Address);
        browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        (await browser.SignInAsync(alice)).Dispose();
        Assert.Contains(nobody, await PageAsync(browser), StringComparison.Ordinal);

        await alice.Api.BlockAsync(bob.User.Id);
        await alice.Api.BlockAsync(carol.User.Id);
        var page = await PageAsync(browser);
        Assert.Contains(string.Format(null, unblock, carol.User.Username), page, StringComparison.Ordinal);
        using var answer = await browser.PostAsync(
            "/profile", ("_handler", $"unblock-{bob.User.Id}"), ("__RequestVerificationToken", FormBrowser.TokenIn(page)));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains(string.Format(null, done, bob.User.Username), page, StringComparison.Ordinal);
        Assert.DoesNotContain(string.Format(null, unblock, bob.User.Username), page, StringComparison.Ordinal);
        Assert.Equal([carol.User.Id], (await alice.Api.ListBlockedAsync()).Items.Select(person => person.UserId));
    }

    private static async Task<string> PageAsync(FormBrowser browser) =>
        WebUtility.HtmlDecode(await browser.Http.GetStringAsync("/profile"));
}
