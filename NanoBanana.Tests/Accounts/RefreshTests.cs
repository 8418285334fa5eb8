using System.Net;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Client;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Accounts;

public sealed class RefreshTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_refresh_token_gives_new_tokens()
    {
        using var alice = await api.CreateUserAsync();
        var renewed = await alice.Api.RefreshAsync(alice.Tokens.RefreshToken);
        Assert.Equal(alice.User, renewed.User);
        Assert.NotEqual(alice.Tokens.RefreshToken, renewed.RefreshToken);
        alice.Tokens = await alice.Api.RefreshAsync(renewed.RefreshToken);
        Assert.Equal(alice.User, await alice.Api.GetMeAsync());
    }

    [Fact]
    public async Task A_refresh_whose_answer_was_lost_gets_the_same_successor_once()
    {
        using var alice = await api.CreateUserAsync();
        var lost = await alice.Api.RefreshAsync(alice.Tokens.RefreshToken);
        var again = await alice.ClientOn(1).RefreshAsync(alice.Tokens.RefreshToken);
        Assert.Equal(lost.RefreshToken, again.RefreshToken);
        alice.Tokens = await alice.Api.RefreshAsync(again.RefreshToken);
        Assert.Equal(alice.User, await alice.Api.GetMeAsync());

        // The one before the last is no lost answer.
        await alice.Api.RefreshAsync(lost.RefreshToken);
        await alice.Api.RefreshAsync(lost.RefreshToken).ShouldFailAsync(HttpStatusCode.Unauthorized);
        await alice.Api.GetMeAsync().ShouldFailAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_of_two_renewals_ago_ends_the_family_at_once()
    {
        using var alice = await api.CreateUserAsync();
        var second = await alice.Api.RefreshAsync(alice.Tokens.RefreshToken);
        await alice.Api.RefreshAsync(second.RefreshToken);
        await alice.Api.RefreshAsync(alice.Tokens.RefreshToken).ShouldFailAsync(HttpStatusCode.Unauthorized);
        await alice.Api.GetMeAsync().ShouldFailAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_made_up_token_of_a_device_changes_nothing()
    {
        using var alice = await api.CreateUserAsync();
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(alice.Tokens.RefreshToken);
        System.Security.Cryptography.RandomNumberGenerator.Fill(bytes.AsSpan(32));
        var madeUp = System.Buffers.Text.Base64Url.EncodeToString(bytes);

        await api.CreateStranger().LogoutAsync(madeUp);
        await api.CreateStranger().RefreshAsync(madeUp).ShouldFailAsync(HttpStatusCode.Unauthorized);

        Assert.Equal(alice.User, await alice.Api.GetMeAsync());
        await alice.Api.RefreshAsync(alice.Tokens.RefreshToken);
    }

    [Fact]
    public async Task A_spent_token_used_again_ends_the_whole_family()
    {
        using var alice = await api.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();
        var renewed = await alice.Api.RefreshAsync(alice.Tokens.RefreshToken);
        await alice.Api.RefreshAsync(alice.Tokens.RefreshToken);
        await alice.Api.RefreshAsync(alice.Tokens.RefreshToken).ShouldFailAsync(HttpStatusCode.Unauthorized);
        await alice.Api.RefreshAsync(renewed.RefreshToken).ShouldFailAsync(HttpStatusCode.Unauthorized);

        // Another device is another family.
        await phone.Api.RefreshAsync(phone.Tokens.RefreshToken);
    }

    [Fact]
    public async Task A_token_used_often_at_once_is_good_for_one_successor_at_most()
    {
        using var alice = await api.CreateUserAsync();
        var other = alice.ClientOn(replica: 1);
        var uses = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => TryAsync(i % 2 == 0 ? alice.Api : other, alice.Tokens.RefreshToken)));
        Assert.InRange(uses.Count(tokens => tokens is not null), 1, 2);
        Assert.Single(uses.OfType<Tokens>().Select(tokens => tokens.RefreshToken).Distinct());
        await alice.Api.GetMeAsync().ShouldFailAsync(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("no token at all")]
    [InlineData("")]
    public async Task What_is_no_token_is_refused(string token)
    {
        var failure = await Assert.ThrowsAsync<ApiException>(() => api.CreateStranger().RefreshAsync(token));
        Assert.Equal(token.Length > 0 ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest, failure.Status);
    }

    [Fact]
    public async Task Logging_out_ends_the_device_and_needs_no_access_token()
    {
        using var alice = await api.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();
        await api.CreateStranger().LogoutAsync(alice.Tokens.RefreshToken);
        await alice.Api.RefreshAsync(alice.Tokens.RefreshToken).ShouldFailAsync(HttpStatusCode.Unauthorized);
        await phone.Api.RefreshAsync(phone.Tokens.RefreshToken);
    }

    private static async Task<Tokens?> TryAsync(NanoBananaClient client, string token)
    {
        try
        {
            return await client.RefreshAsync(token);
        }
        catch (ApiException refused) when (refused.Status == HttpStatusCode.Unauthorized)
        {
            return null;
        }
    }
}
