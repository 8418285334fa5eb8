using System.Net;
using NanoBanana.Core.Accounts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Accounts;

public sealed class PasswordRuleTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("password")]
    [InlineData("PassWord1")]
    [InlineData("1234567890")]
    [InlineData("iloveyou")]
    public async Task A_password_that_everybody_takes_is_refused(string password)
    {
        using var alice = await api.CreateUserAsync();
        var name = TestUser.UniqueName();
        await api.CreateStranger().RegisterAsync(new(name, $"{name}@example.org", password))
            .ShouldFailAsync(HttpStatusCode.BadRequest, "password");
        await alice.Api.UpdateMeAsync(new(null, null, alice.Password, password)).ShouldFailAsync(HttpStatusCode.BadRequest, "newPassword");
    }

    [Fact]
    public async Task The_accounts_own_names_are_refused()
    {
        using var alice = await api.CreateUserAsync();
        var name = TestUser.UniqueName();
        foreach (var password in (string[])[name, name.ToUpperInvariant(), $"{name}@example.org"])
        {
            await api.CreateStranger().RegisterAsync(new(name, $"{name}@example.org", password))
                .ShouldFailAsync(HttpStatusCode.BadRequest, "password");
        }

        await api.CreateStranger().RegisterAsync(new(TestUser.UniqueName(), $"{name}@example.org", name))
            .ShouldFailAsync(HttpStatusCode.BadRequest, "password");
        await alice.Api.UpdateMeAsync(new(name, null, alice.Password, name)).ShouldFailAsync(HttpStatusCode.BadRequest, "newPassword");
    }

    [Theory]
    [InlineData("password of mine")]
    [InlineData("correct horse battery staple")]
    [InlineData("Passw0rd!")]
    [InlineData("Secret123!")]
    public void A_password_that_only_resembles_one_is_good(string password) => Assert.False(CommonPasswords.Contains(password));
}
