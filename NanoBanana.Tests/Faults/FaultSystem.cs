using System.Text.RegularExpressions;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Faults;

/// <summary>
/// Two replicas of the API behind one address, two workers, and a Redis that has on disk whatever it acknowledged. The scenarios
/// take turns on it; each leaves all of it running.
/// </summary>
public sealed partial class FaultSystem : IAsyncLifetime
{
    public LocalSystem System { get; private set; } = null!;

    private Balancer Front { get; set; } = null!;

    private ConnectionMultiplexer Redis { get; set; } = null!;

    /// <summary>The database itself, to see what is really there.</summary>
    internal Inspector Inspector { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        System = await LocalSystem.StartAsync(
            await RedisServer.StartAsync("--appendfsync", "always", "--auto-aof-rewrite-percentage", "0"), apis: 2, workers: 2,
            KeyValuePair.Create("Events__LogLength", (string?)"1000000"),
            KeyValuePair.Create("Edits__UnitsPerDay", (string?)"1000000"),
            KeyValuePair.Create("Edits__OpenPerUser", (string?)"1000"),
            KeyValuePair.Create("Jobs__Concurrency", (string?)"2"),
            KeyValuePair.Create("Jobs__FirstRetry", (string?)"00:00:00.2"));
        Front = new([.. System.Apis.Select(api => api.Address)]);
        Redis = await ConnectionMultiplexer.ConnectAsync(
            $"{System.Redis.ConnectionString},abortConnect=false,connectRetry=1,connectTimeout=2000,allowAdmin=true");
        Inspector = new(Redis.GetDatabase());
    }

    public async Task DisposeAsync()
    {
        Redis.Dispose();
        await Front.DisposeAsync();
        await System.DisposeAsync();
    }

    /// <summary>Somebody new, once everything runs; what a test that failed left in the lists is gone.</summary>
    public async Task<TestUser> CreateUserAsync()
    {
        await Task.WhenAll(System.Apis.Concat(System.Workers).Select(service => service.HealthyAsync()));
        await Inspector.ForgetJobsAsync();
        return await System.CreateUserAsync();
    }

    /// <summary>The typed client, on whichever replica takes the connection.</summary>
    internal PatientClient ClientOf(TestUser user) => new(Front.Address, user.Tokens.AccessToken, ReadErrors);

    /// <summary>A live connection to whichever replica takes it.</summary>
    public NanoBananaLive LiveOf(TestUser user) =>
        new(new(Front.Address, Routes.Hub), _ => ValueTask.FromResult<string?>(user.Tokens.AccessToken));

    /// <summary>What the replicas logged as errors, with the stack traces.</summary>
    private string ReadErrors() => string.Join('\n', System.Apis.SelectMany(api => Errors().Matches(api.Log)).Select(error => error.Value));

    [GeneratedRegex(@"^.*fail: .*(\n(?!.*(info|warn|fail): ).*)*", RegexOptions.Multiline)]
    private static partial Regex Errors();
}

/// <summary>The scenarios break the system they share, so they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SharedFaults : ICollectionFixture<FaultSystem>
{
    public const string Name = "Faults";
}
