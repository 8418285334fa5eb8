using System.Security.Cryptography;

namespace NanoBanana.Tests.Fixtures;

/// <summary>Redis, replicas of the API and workers as real processes that share one directory of objects.</summary>
public sealed class LocalSystem : IAsyncDisposable
{
    private LocalSystem(RedisServer redis, string objects, Dictionary<string, string?> settings)
    {
        Redis = redis;
        ObjectDirectory = objects;
        Settings = settings;
    }

    public RedisServer Redis { get; }

    public string ObjectDirectory { get; }

    /// <summary>What every service gets as environment.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    public IReadOnlyList<ServiceProcess> Apis { get; private set; } = [];

    public IReadOnlyList<ServiceProcess> Workers { get; private set; } = [];

    /// <param name="apis">Replicas of the API.</param>
    /// <param name="workers">Workers; none leaves every image in <c>processing</c>.</param>
    /// <param name="settings">More configuration, as environment variables.</param>
    public static async Task<LocalSystem> StartAsync(
        int apis = 1, int workers = 1, params IEnumerable<KeyValuePair<string, string?>> settings) =>
        await StartAsync(await RedisServer.StartAsync(), apis, workers, settings);

    /// <summary>The same on a Redis that is there; the system ends it.</summary>
    public static async Task<LocalSystem> StartAsync(
        RedisServer redis, int apis, int workers, params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var objects = Watchdog.TemporaryDirectory();
        var all = new Dictionary<string, string?>
        {
            ["ConnectionStrings__redis"] = redis.ConnectionString,
            ["Jwt__Secret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)),
            ["Storage__Type"] = "local",
            ["Storage__Directory"] = objects,
            // Hashing a password is slow on purpose; here it need not be.
            ["Accounts__BCryptCost"] = "4",
            // All browsers of a test come from one address.
            ["Limits__RegistrationsPerAddress"] = "1000",
            ["Limits__GuestsPerAddress"] = "1000",
            ["Limits__PasswordResetsPerAddress"] = "1000",
            // One user shares with many in many tests.
            ["Limits__SharingPerUser"] = "1000",
            ["Limits__SharedPerUser"] = "1000",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }
        var system = new LocalSystem(redis, objects, all);
        var starting = Enumerable.Range(0, apis + workers)
            .Select(i => ServiceProcess.StartAsync(i < apis ? "NanoBanana.Api" : "NanoBanana.Worker", all));
        var services = await Task.WhenAll(starting);
        system.Apis = services[..apis];
        system.Workers = services[apis..];
        return system;
    }

    /// <summary>Registers somebody new.</summary>
    public Task<TestUser> CreateUserAsync() => TestUser.RegisterAsync(this);

    /// <summary>A client without an account that comes from an address of its own.</summary>
    public HttpClient CreateClient(int replica = 0) => LoopbackClient.Create(Apis[replica].Address);

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Workers.Concat(Apis))
        {
            await service.DisposeAsync();
        }
        await Redis.DisposeAsync();
    }
}
