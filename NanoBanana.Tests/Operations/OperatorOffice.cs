using NanoBanana.Contracts.Client;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Operations;

/// <summary>A system with an operator, and no worker.</summary>
public sealed class OperatorOffice : IAsyncLifetime
{
    private ServiceProcess _service = null!;

    public LocalSystem System { get; private set; } = null!;

    public TestUser Ada { get; private set; } = null!;

    public Uri Address => _service.Address;

    public HttpClient Http { get; private set; } = null!;

    public NanoBananaClient Operator { get; private set; } = null!;

    public NanoBananaClient Stranger => new(System.CreateClient(), _ => default);

    public async Task InitializeAsync()
    {
        System = await LocalSystem.StartAsync(apis: 1, workers: 0);
        Ada = await System.CreateUserAsync();
        _service = await ServiceProcess.StartAsync("NanoBanana.Api",
            new Dictionary<string, string?>(System.Settings) { ["Operators__UserIds__0"] = Ada.User.Id });
        Http = LoopbackClient.Create(_service.Address, Ada.Tokens.AccessToken);
        Operator = new(Http, _ => default);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        Ada.Dispose();
        await _service.DisposeAsync();
        await System.DisposeAsync();
    }
}
