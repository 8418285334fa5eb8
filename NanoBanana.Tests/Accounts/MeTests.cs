using System.Net;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Accounts;

public sealed class MeTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_new_name_needs_no_password_and_frees_the_old_one()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var name = TestUser.UniqueName();
        Assert.Equal(name, (await alice.Api.UpdateMeAsync(new(name, null, null, null))).Username);
        Assert.Equal(name, (await alice.Api.GetMeAsync()).Username);
        Assert.Equal(alice.User.Username, (await bob.Api.UpdateMeAsync(new(alice.User.Username, null, null, null))).Username);
        Assert.Equal(alice.User.Id, (await alice.Api.LoginAsync(new(name, alice.Password))).User.Id);
    }

    [Fact]
    public async Task A_name_may_change_its_case()
    {
        using var alice = await api.CreateUserAsync();
        var name = alice.User.Username.ToUpperInvariant();
        Assert.Equal(name, (await alice.Api.UpdateMeAsync(new(name, null, null, null))).Username);
    }

    [Fact]
    public async Task A_taken_name_or_address_is_a_conflict_and_changes_nothing()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        await alice.Api.UpdateMeAsync(new(bob.User.Username, null, null, null)).ShouldFailAsync(HttpStatusCode.Conflict);
        await alice.Api.UpdateMeAsync(new(TestUser.UniqueName(), bob.User.Email, alice.Password, null))
            .ShouldFailAsync(HttpStatusCode.Conflict);
        Assert.Equal(alice.User, await alice.Api.GetMeAsync());
    }

    [Fact]
    public async Task A_new_address_needs_the_current_password()
    {
        using var alice = await api.CreateUserAsync();
        var email = $"{TestUser.UniqueName()}@example.org";
        await alice.Api.UpdateMeAsync(new(null, email, null, null)).ShouldFailAsync(HttpStatusCode.BadRequest, "currentPassword");
        await alice.Api.UpdateMeAsync(new(null, email, "not the password", null)).ShouldFailAsync(
            HttpStatusCode.BadRequest, "currentPassword");
        Assert.Equal(email, (await alice.Api.UpdateMeAsync(new(null, email, alice.Password, null))).Email);
    }

    [Fact]
    public async Task A_new_password_needs_the_current_one_and_signs_out_the_others()
    {
        using var alice = await api.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();
        UpdateUserRequest change = new(null, null, null, "a better password");
        await alice.Api.UpdateMeAsync(change).ShouldFailAsync(HttpStatusCode.BadRequest, "currentPassword");
        await alice.Api.UpdateMeAsync(change with { CurrentPassword = "not the password" }).ShouldFailAsync(
            HttpStatusCode.BadRequest, "currentPassword");
        await alice.Api.UpdateMeAsync(change with { CurrentPassword = alice.Password });

        await phone.Api.RefreshAsync(phone.Tokens.RefreshToken).ShouldFailAsync(HttpStatusCode.Unauthorized);
        await alice.Api.RefreshAsync(alice.Tokens.RefreshToken);
        var stranger = api.CreateStranger();
        await stranger.LoginAsync(new(alice.User.Username, alice.Password)).ShouldFailAsync(HttpStatusCode.Unauthorized);
        Assert.Equal(alice.User, (await stranger.LoginAsync(new(alice.User.Username, "a better password"))).User);
    }

    [Fact]
    public async Task Bad_values_are_refused_by_field()
    {
        using var alice = await api.CreateUserAsync();
        var failure = await alice.Api.UpdateMeAsync(new("a b", "nobody", alice.Password, "short"))
            .ShouldFailAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["email", "newPassword", "username"], failure.Errors.Keys.Order());
    }

    [Fact]
    public async Task Deleting_needs_the_password()
    {
        using var alice = await api.CreateUserAsync();
        await alice.Api.DeleteMeAsync("not the password").ShouldFailAsync(HttpStatusCode.BadRequest, "password");
        Assert.Equal(alice.User, await alice.Api.GetMeAsync());
    }

    [Fact]
    public async Task Deleting_an_account_frees_its_names_and_erases_what_it_owned()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Mine");
        await alice.Api.DeleteMeAsync(alice.Password);

        var stranger = api.CreateStranger();
        await stranger.LoginAsync(new(alice.User.Username, alice.Password)).ShouldFailAsync(HttpStatusCode.Unauthorized);
        await stranger.RefreshAsync(alice.Tokens.RefreshToken).ShouldFailAsync(HttpStatusCode.Unauthorized);
        var again = await stranger.RegisterAsync(new(alice.User.Username, alice.User.Email, alice.Password));
        Assert.NotEqual(alice.User.Id, again.User.Id);

        alice.Tokens = again;
        Assert.Empty((await alice.Api.ListSessionsAsync()).Items);
        await alice.Api.GetSessionAsync(session.Id).ShouldFailAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_new_account_has_used_nothing()
    {
        using var alice = await api.CreateUserAsync();
        var usage = await alice.Api.GetUsageAsync();
        Assert.Equal((0, 0, 0), (usage.Images, usage.Bytes, usage.UnitsToday));
        Assert.True(usage.Limits.Bytes > 0);
    }
}
