using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Security;

/// <summary>Those who try.</summary>
internal sealed class TestUsers : IDisposable
{
    private readonly LocalSystem _system;
    private readonly string _revoked;

    private TestUsers(LocalSystem system, TestUser[] users, string revoked)
    {
        (_system, _revoked) = (system, revoked);
        (Owner, Editor, Viewer, Guest, Stranger) = (users[0], users[1], users[2], users[3], users[4]);
    }

    public TestUser Owner { get; }

    public TestUser Editor { get; }

    public TestUser Viewer { get; }

    /// <summary>A viewer whom things are done to.</summary>
    public TestUser Guest { get; }

    public TestUser Stranger { get; }

    public static async Task<TestUsers> CreateAsync(LocalSystem system)
    {
        var users = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => system.CreateUserAsync()));
        using var lost = await users[0].SignInAgainAsync();
        await users[0].Api.LogoutAsync(lost.Tokens.RefreshToken);
        return new(system, users, lost.Tokens.AccessToken);
    }

    public string? TokenOf(Caller caller) => caller switch
    {
        Caller.Stranger => Stranger.Tokens.AccessToken,
        Caller.Viewer => Viewer.Tokens.AccessToken,
        Caller.Editor => Editor.Tokens.AccessToken,
        Caller.Owner => Owner.Tokens.AccessToken,
        Caller.Anonymous => null,
        Caller.RevokedDevice => _revoked,
        _ => ForgedToken.Of(Owner.Tokens.AccessToken, _system.Settings["Jwt__Secret"]!, caller),
    };

    /// <param name="replica">Which one is asked; by default now the one, now the other.</param>
    public HttpClient ClientOf(Caller caller, int? replica = null) =>
        LoopbackClient.Create(_system.Apis[(replica ?? (int)caller) % _system.Apis.Count].Address, TokenOf(caller));

    public void Dispose() => Array.ForEach([Owner, Editor, Viewer, Guest, Stranger], user => user.Dispose());
}
