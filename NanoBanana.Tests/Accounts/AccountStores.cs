using Microsoft.Extensions.Options;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Throttling;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Accounts;

/// <summary>The stores of accounts on a Redis of their own, without a service around them.</summary>
public sealed class AccountStores : IAsyncLifetime
{
    private static readonly string[] ClaimPatterns = ["name:*", "look:*", "email:*"];

    private RedisServer _redis = null!;
    private ConnectionMultiplexer _connection = null!;

    internal IDatabase Database => _connection.GetDatabase();

    private IServer Server => _connection.GetServer(_connection.GetEndPoints()[0]);

    internal ShiftedTime Time { get; } = new();

    internal UserStore Users => UsersOn(Database);

    internal DeviceStore Devices => new(Database, RatesOn(Database), NoMeters.Log, Options.Create(new AccountOptions()), Time);

    internal UserStore UsersOn(IDatabase database) =>
        new(database, new UniqueNames(database, Time), new UserIndex(database), RatesOn(database),
            Options.Create(new AccountOptions()), Time);

    private UserRates RatesOn(IDatabase database) => new(new RateLimiter(database, new LocalRates(Time)), Time);

    internal async Task<UserRow> CreateAsync(string? name = null)
    {
        name ??= TestUser.UniqueName();
        var (user, taken) = await Users.CreateAsync(
            new(Guid.CreateVersion7().ToString("N")), name, $"{name}@example.org", $"hash-{Guid.NewGuid():N}");
        Assert.Empty(taken);
        return user!;
    }

    /// <summary>All claims that there are, by key.</summary>
    internal async Task<Dictionary<string, string>> ClaimsAsync()
    {
        var keys = ClaimPatterns.SelectMany(pattern => Server.Keys(pattern: pattern));
        var claims = new Dictionary<string, string>();
        foreach (var key in keys)
        {
            claims[key!] = (await Database.StringGetAsync(key)).Text()[..32];
        }
        return claims;
    }

    /// <summary>All accounts, those included whose registration was cut off before they were listed.</summary>
    internal async Task<IReadOnlyList<UserRow>> AllAsync()
    {
        var ids = Server.Keys(pattern: "{u:*}:user").Select(key => new UserId(key.ToString()[3..^6]));
        var rows = await Task.WhenAll(ids.Select(Users.FindAsync));
        return [.. rows.OfType<UserRow>()];
    }

    internal Task ClearAsync() => Database.ExecuteAsync("FLUSHDB");

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync($"{_redis.ConnectionString},allowAdmin=true");
    }

    public async Task DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
    }

    /// <summary>The system's time, and more.</summary>
    internal sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
