using System.Net;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Accounts;

public sealed class LoginTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_user_signs_in_with_name_or_address_in_any_case()
    {
        using var alice = await api.CreateUserAsync();
        var stranger = api.CreateStranger();
        foreach (var login in (string[])[alice.User.Username, alice.User.Email.ToUpperInvariant(), alice.User.Username.ToUpperInvariant()])
        {
            var tokens = await stranger.LoginAsync(new(login, alice.Password));
            Assert.Equal(alice.User, tokens.User);
        }
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_user_look_the_same()
    {
        using var alice = await api.CreateUserAsync();
        var stranger = api.CreateStranger();
        var wrong = await stranger.LoginAsync(new(alice.User.Username, "not the password")).ShouldFailAsync(HttpStatusCode.Unauthorized);
        var unknown = await stranger.LoginAsync(new(TestUser.UniqueName(), "not the password"))
            .ShouldFailAsync(HttpStatusCode.Unauthorized);
        Assert.Equal((wrong.Title, wrong.Detail), (unknown.Title, unknown.Detail));
    }

    [Fact]
    public async Task Missing_fields_are_named()
    {
        var failure = await api.CreateStranger().LoginAsync(new(null, null)).ShouldFailAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["login", "password"], failure.Errors.Keys.Order());
    }

    [Fact]
    public async Task Ten_failures_lock_the_account_for_that_address()
    {
        using var alice = await api.CreateUserAsync();
        var attacker = api.CreateStranger();
        for (var i = 0; i < 10; i++)
        {
            await attacker.LoginAsync(new(alice.User.Username, $"guess number {i}")).ShouldFailAsync(HttpStatusCode.Unauthorized);
        }
        var locked = await attacker.LoginAsync(new(alice.User.Username, alice.Password)).ShouldFailAsync(HttpStatusCode.TooManyRequests);
        Assert.InRange(locked.RetryAfter ?? default, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));

        // The address counts as the other name of the account; alice at home is not locked out.
        await attacker.LoginAsync(new(alice.User.Email, alice.Password)).ShouldFailAsync(HttpStatusCode.TooManyRequests);
        Assert.Equal(alice.User, (await api.CreateStranger().LoginAsync(new(alice.User.Username, alice.Password))).User);
    }

    [Fact]
    public async Task Fifty_failures_lock_an_address_for_every_account()
    {
        using var alice = await api.CreateUserAsync();
        var attacker = api.CreateStranger();
        for (var i = 0; i < 50; i++)
        {
            await attacker.LoginAsync(new(TestUser.UniqueName(), "any password")).ShouldFailAsync(HttpStatusCode.Unauthorized);
        }
        await attacker.LoginAsync(new(alice.User.Username, alice.Password)).ShouldFailAsync(HttpStatusCode.TooManyRequests);
    }
}
