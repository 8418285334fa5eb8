using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Security;

/// <summary>Whoever reads Redis reads no sign-in: the keys that protect them are encrypted with a secret that is elsewhere.</summary>
public sealed class KeyRingTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Redis_holds_no_key_in_the_clear()
    {
        using var browser = new FormBrowser(web.Web.Address);
        await browser.TokenAsync("/sign-in");
        await using var redis = await ConnectionMultiplexer.ConnectAsync(web.System.Redis.ConnectionString);
        var keys = await redis.GetDatabase().ListRangeAsync("web:data-protection");
        Assert.NotEmpty(keys);
        Assert.All(keys, key =>
        {
            Assert.Contains("sealedKey", (string?)key, StringComparison.Ordinal);
            Assert.DoesNotContain("<value>", (string?)key, StringComparison.Ordinal);
            Assert.DoesNotContain("masterKey", (string?)key, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_replica_with_the_secret_or_the_one_after_it_knows_the_user_and_another_does_not()
    {
        using var user = await web.System.CreateUserAsync();
        using var browser = new FormBrowser(web.Web.Address);
        (await browser.SignInAsync(user)).Dispose();
        var secret = web.System.Settings["Jwt__Secret"];
        const string next = "Another secret of more than thirty-two bytes";
        Assert.Equal(user.User.Username, await WhoAsync([]));
        Assert.Equal(user.User.Username, await WhoAsync([new("Jwt__Secret", next), new("Jwt__PreviousSecret", secret)]));
        Assert.Null(await WhoAsync([new("Jwt__Secret", next)]));

        async Task<string?> WhoAsync(KeyValuePair<string, string?>[] settings)
        {
            await using var replica = await WebFixture.StartWebAsync(web.System, settings);
            using var same = new FormBrowser(replica.Address, browser.Cookies);
            return await same.WhoAsync();
        }
    }

    [Fact]
    public async Task Without_a_secret_the_web_app_does_not_start()
    {
        var settings = WebFixture.SettingsOf(web.System, new KeyValuePair<string, string?>("Jwt__Secret", "short"));
        await using var service = ServiceProcess.Launch("NanoBanana.Web", settings);
        await service.EndAsync();
        Assert.Contains("JWT_SECRET", service.Log, StringComparison.Ordinal);
    }
}
