using System.Diagnostics;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Faults;

/// <summary>Three masters that share the slots.</summary>
internal sealed class RedisCluster : IAsyncDisposable
{
    private readonly RedisServer[] _servers;

    private RedisCluster(RedisServer[] servers) => _servers = servers;

    public string ConnectionString => string.Join(',', _servers.Select(server => server.ConnectionString));

    public static async Task<RedisCluster> StartAsync()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RedisServer.StartAsync(
            "--cluster-enabled", "yes", "--cluster-port", $"{FreePort.Next()}", "--cluster-node-timeout", "5000")));
        var cluster = new RedisCluster(servers);
        await RunAsync("redis-cli", ["--cluster", "create", .. servers.Select(server => server.ConnectionString), "--cluster-yes"]);
        foreach (var server in servers)
        {
            using var client = await ConnectionMultiplexer.ConnectAsync($"{server.ConnectionString},allowAdmin=true");
            await Eventually.TrueAsync(
                async () => ((string?)await client.GetDatabase().ExecuteAsync("CLUSTER", "INFO"))!.Contains(
                    "cluster_state:ok", StringComparison.Ordinal),
                "the cluster to agree");
        }
        return cluster;
    }

    /// <summary>Keys that each of the masters holds.</summary>
    public async Task<long[]> SizesAsync() => await Task.WhenAll(_servers.Select(async server =>
    {
        using var client = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        return await client.GetServer(server.ConnectionString).DatabaseSizeAsync();
    }));

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    private static async Task RunAsync(string command, string[] arguments)
    {
        using var process = ChildProcess.Start(new ProcessStartInfo(command, arguments));
        await process.EndAsync();
        Assert.Contains("All 16384 slots covered", process.Output);
    }
}
