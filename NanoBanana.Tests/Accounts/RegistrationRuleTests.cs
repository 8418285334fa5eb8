using System.Net;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Client;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Accounts;

/// <summary>Who may register, where not everybody may.</summary>
public sealed class RegistrationRuleTests
{
    [Fact]
    public async Task Where_registration_is_by_invitation_the_code_of_an_open_one_is_needed()
    {
        await using var system = await LocalSystem.StartAsync(apis: 1, workers: 0);
        using var alice = await system.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var open = await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer));
        var revoked = await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer));
        await alice.Api.RevokeInviteAsync(session.Id, revoked.Code);
        await using var careful = await ServiceProcess.StartAsync("NanoBanana.Api", With(system, "Invitation"));

        foreach (var code in (string?[])[null, "made-up", revoked.Code])
        {
            var refused = await RegisterAsync(careful, code).ShouldFailAsync(HttpStatusCode.Forbidden);
            Assert.Equal(RegistrationCodes.ByInvitation, refused.Code);
        }
        Assert.NotEmpty((await RegisterAsync(careful, open.Code)).AccessToken);
    }

    [Fact]
    public async Task Where_registration_is_closed_nobody_gets_in_but_those_who_have_an_account()
    {
        await using var system = await LocalSystem.StartAsync(apis: 1, workers: 0);
        using var alice = await system.CreateUserAsync();
        var invite = await alice.Api.CreateInviteAsync((await alice.Api.CreateSessionAsync()).Id, new(Role.Viewer));
        await using var closed = await ServiceProcess.StartAsync("NanoBanana.Api", With(system, "Closed"));

        Assert.Equal(RegistrationCodes.Closed, (await RegisterAsync(closed, invite.Code).ShouldFailAsync(HttpStatusCode.Forbidden)).Code);
        using var http = LoopbackClient.Create(closed.Address);
        await new NanoBananaClient(http, _ => default).LoginAsync(new(alice.User.Username, alice.Password));
    }

    private static async Task<Tokens> RegisterAsync(ServiceProcess service, string? code)
    {
        using var http = LoopbackClient.Create(service.Address);
        var name = TestUser.UniqueName();
        return await new NanoBananaClient(http, _ => default).RegisterAsync(new(name, $"{name}@example.org", "correct horse", code));
    }

    private static Dictionary<string, string?> With(LocalSystem system, string registration) =>
        new(system.Settings) { ["Accounts__Registration"] = registration };
}
