using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Accounts;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Accounts;

public sealed class AccessTokenTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task No_token_is_401()
    {
        using var http = api.CreateClient();
        await http.GetAsync(Routes.Me).ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_is_no_token_is_401() => await ShouldBeRefusedAsync("nonsense");

    [Fact]
    public async Task A_token_signed_again_with_the_secret_is_good()
    {
        // Proves that the refusals below are for the reason that they name.
        using var alice = await api.CreateUserAsync();
        Assert.Equal(HttpStatusCode.OK, await UseAsync(Sign(Parts(alice), Secret)));
    }

    [Fact]
    public async Task A_token_signed_with_another_secret_is_401()
    {
        using var alice = await api.CreateUserAsync();
        await ShouldBeRefusedAsync(Sign(Parts(alice), RandomNumberGenerator.GetBytes(48)));
    }

    [Fact]
    public async Task An_unsigned_token_is_401()
    {
        using var alice = await api.CreateUserAsync();
        var (header, payload) = Parts(alice);
        header["alg"] = "none";
        await ShouldBeRefusedAsync($"{Encode(header)}.{Encode(payload)}.");
    }

    [Fact]
    public async Task An_expired_token_is_401()
    {
        using var alice = await api.CreateUserAsync();
        var (header, payload) = Parts(alice);
        payload["exp"] = DateTimeOffset.UtcNow.AddMinutes(-6).ToUnixTimeSeconds();
        await ShouldBeRefusedAsync(Sign((header, payload), Secret));
    }

    [Theory]
    [InlineData("aud")]
    [InlineData("iss")]
    public async Task A_token_for_or_from_somebody_else_is_401(string claim)
    {
        using var alice = await api.CreateUserAsync();
        var (header, payload) = Parts(alice);
        payload[claim] = "somebody-else";
        await ShouldBeRefusedAsync(Sign((header, payload), Secret));
    }

    [Fact]
    public async Task The_token_of_a_deleted_account_is_401()
    {
        using var alice = await api.CreateUserAsync();
        await alice.Api.DeleteMeAsync(alice.Password);
        await Eventually.TrueAsync(
            async () => await UseAsync(alice.Tokens.AccessToken) == HttpStatusCode.Unauthorized, "the token to end",
            TimeSpan.FromSeconds(2));
    }

    private byte[] Secret =>
        new SigningKeys(Options.Create(new JwtOptions { Secret = api.System.Settings["Jwt__Secret"]! })).Tokens.Key;

    private static (JsonNode Header, JsonNode Payload) Parts(TestUser user)
    {
        var parts = user.Tokens.AccessToken.Split('.');
        return (Decode(parts[0]), Decode(parts[1]));
    }

    private static string Sign((JsonNode Header, JsonNode Payload) token, byte[] secret)
    {
        var content = $"{Encode(token.Header)}.{Encode(token.Payload)}";
        return $"{content}.{WebEncoders.Base64UrlEncode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(content)))}";
    }

    private static JsonNode Decode(string part) => JsonNode.Parse(WebEncoders.Base64UrlDecode(part))!;

    private static string Encode(JsonNode part) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(part));

    private async Task ShouldBeRefusedAsync(string token)
    {
        using var http = LoopbackClient.Create(api.System.Apis[0].Address, token);
        await http.GetAsync(Routes.Me).ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
    }

    private async Task<HttpStatusCode> UseAsync(string token)
    {
        using var http = LoopbackClient.Create(api.System.Apis[0].Address, token);
        using var response = await http.GetAsync(Routes.Me);
        return response.StatusCode;
    }
}
