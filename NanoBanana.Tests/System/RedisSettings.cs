using StackExchange.Redis;

namespace NanoBanana.Tests.AppHosts;

/// <summary>What a Redis that the AppHost starts must answer, in whatever form it runs.</summary>
internal static class RedisSettings
{
    public static async Task<ConnectionMultiplexer> ConnectAsync(string? connection)
    {
        var options = ConfigurationOptions.Parse(connection!);
        options.AllowAdmin = true;
        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    public static async Task AssertDurableAsync(ConnectionMultiplexer redis, long maxMemory)
    {
        var server = redis.GetServers().Single();
        Assert.Equal("yes", await ReadAsync("appendonly"));
        Assert.Equal("everysec", await ReadAsync("appendfsync"));
        Assert.Equal($"{maxMemory}", await ReadAsync("maxmemory"));
        Assert.Equal("noeviction", await ReadAsync("maxmemory-policy"));

        async Task<string> ReadAsync(string name) => (await server.ConfigGetAsync(name)).Single().Value;
    }
}
