namespace NanoBanana.Tests.Engines.Providers;

/// <summary>One provider server for the tests of a class.</summary>
public sealed class ProviderFixture : IAsyncLifetime
{
    internal ProviderServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await ProviderServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
