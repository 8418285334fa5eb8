using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Client;

namespace NanoBanana.Tests.Fixtures;

/// <summary>Somebody with an account, signed in on one device.</summary>
public sealed class TestUser : IDisposable
{
    private readonly LocalSystem _system;
    private readonly IPAddress _from;
    private readonly List<HttpClient> _clients = [];

    private TestUser(LocalSystem system, IPAddress from, Tokens tokens, string password)
    {
        (_system, _from, Tokens, Password) = (system, from, tokens, password);
        Http = Connect();
        Api = ClientOn(replica: 0);
    }

    public Tokens Tokens { get; set; }

    public string Password { get; }

    public User User => Tokens.User;

    /// <summary>The typed client, on the first replica.</summary>
    public NanoBananaClient Api { get; }

    /// <summary>The same for what the typed client cannot say.</summary>
    public HttpClient Http { get; }

    public static async Task<TestUser> RegisterAsync(LocalSystem system)
    {
        LogWatch.ThrowIfAnythingLeaked();
        var from = LoopbackClient.Draw();
        var (name, password) = (UniqueName(), $"{LogWatch.PasswordMark}{Guid.NewGuid():N}");
        using var http = LoopbackClient.Create(system.Apis[0].Address, from: from);
        var tokens = await new NanoBananaClient(http, _ => default)
            .RegisterAsync(new(name, $"{name}@example.org", password));
        return new(system, from, tokens, password);
    }

    public static string UniqueName() => $"u{Guid.NewGuid():N}"[..20];

    /// <summary>The same user on another device.</summary>
    public async Task<TestUser> SignInAgainAsync() =>
        new(_system, _from, await Api.LoginAsync(new(User.Username, Password)), Password);

    /// <summary>The typed client on another replica.</summary>
    public NanoBananaClient ClientOn(int replica) => new(Connect(replica), _ => ValueTask.FromResult<string?>(Tokens.AccessToken));

    /// <summary>A live connection; the caller disposes it.</summary>
    public NanoBananaLive Live(int replica = 0) => new(
        new(_system.Apis[replica].Address, Routes.Hub), _ => ValueTask.FromResult<string?>(Tokens.AccessToken));

    public void Dispose() => _clients.ForEach(client => client.Dispose());

    private HttpClient Connect(int replica = 0)
    {
        var client = LoopbackClient.Create(_system.Apis[replica].Address, Tokens.AccessToken, _from);
        _clients.Add(client);
        return client;
    }
}
