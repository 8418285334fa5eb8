using System.Net;
using System.Security.Cryptography;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Accounts;

public sealed class KeyRotationTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_new_secret_signs_nobody_out_while_the_previous_one_is_known()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAsync(session.Id, Uploads.UniqueJpeg());
        var fresh = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
        await using var rotated = await StartAsync(fresh, api.System.Settings["Jwt__Secret"]);

        using var http = LoopbackClient.Create(rotated.Address, alice.Tokens.AccessToken);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(Routes.Me)).StatusCode);
        using var anonymous = LoopbackClient.Create(rotated.Address);
        Assert.Equal(HttpStatusCode.OK, (await anonymous.GetAsync(image.Url)).StatusCode);
        var renewed = await new NanoBananaClient(anonymous, _ => default).RefreshAsync(alice.Tokens.RefreshToken);
        Assert.NotEqual(KeyOf(alice.Tokens.AccessToken), KeyOf(renewed.AccessToken));

        // The last step of a rotation forgets the old secret, and only what it signed.
        await using var later = await StartAsync(fresh, null);
        using var old = LoopbackClient.Create(later.Address, alice.Tokens.AccessToken);
        await old.GetAsync(Routes.Me).ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        await old.GetAsync(image.Url).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        using var current = LoopbackClient.Create(later.Address, renewed.AccessToken);
        Assert.Equal(HttpStatusCode.OK, (await current.GetAsync(Routes.Me)).StatusCode);
    }

    private static string KeyOf(string token) => token[..token.IndexOf('.')];

    private Task<ServiceProcess> StartAsync(string secret, string? previous) => ServiceProcess.StartAsync("NanoBanana.Api",
        new Dictionary<string, string?>(api.System.Settings) { ["Jwt__Secret"] = secret, ["JWT_SECRET_PREVIOUS"] = previous });
}
