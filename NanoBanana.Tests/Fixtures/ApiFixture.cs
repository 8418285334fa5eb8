using NanoBanana.Contracts.Client;

namespace NanoBanana.Tests.Fixtures;

/// <summary>
/// One system of two API replicas and a worker, started once and shared by all classes that ask for it; they run in parallel,
/// each test with users of its own. It ends with the test process.
/// </summary>
public sealed class ApiFixture : IAsyncLifetime
{
    private static readonly Lazy<Task<LocalSystem>> Shared = new(() => LocalSystem.StartAsync(apis: 2, workers: 1));

    public LocalSystem System { get; private set; } = null!;

    public async Task InitializeAsync() => System = await Shared.Value;

    public Task DisposeAsync() => Task.CompletedTask;

    public Task<TestUser> CreateUserAsync() => System.CreateUserAsync();

    /// <summary>A plain client without an account.</summary>
    public HttpClient CreateClient() => System.CreateClient();

    /// <summary>The typed client without an account.</summary>
    public NanoBananaClient CreateStranger() => new(CreateClient(), _ => default);
}
