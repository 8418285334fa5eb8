namespace NanoBanana.Tests.Fixtures;

/// <summary>A system of its own for one class of tests that needs another configuration.</summary>
public abstract class SystemFixture(int apis, int workers, params (string Name, string Value)[] settings) : IAsyncLifetime
{
    public LocalSystem System { get; private set; } = null!;

    public async Task InitializeAsync() => System = await LocalSystem.StartAsync(
        apis, workers, settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));

    public async Task DisposeAsync() => await System.DisposeAsync();

    public Task<TestUser> CreateUserAsync() => System.CreateUserAsync();

    public HttpClient CreateClient() => System.CreateClient();
}
