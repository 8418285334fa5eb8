using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Live;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Live;

/// <summary>SignalR subscribes once, right after it has its connection: one that is down would leave the replica deaf.</summary>
public sealed class BackplaneConnectionTests
{
    [Fact]
    public async Task A_connection_that_is_handed_out_is_up_although_Redis_came_later()
    {
        await using var server = await RedisServer.StartAsync();
        await server.StopAsync();
        var connecting = ConnectAsync(server);
        await server.RestartAsync();
        await using var connection = await connecting;
        Assert.True(connection.IsConnected);
    }

    [Fact]
    public async Task While_Redis_is_away_there_is_no_connection_and_SignalR_asks_again()
    {
        await using var server = await RedisServer.StartAsync();
        await server.StopAsync();
        await Assert.ThrowsAsync<RedisConnectionException>(() => ConnectAsync(server));
    }

    private static Task<IConnectionMultiplexer> ConnectAsync(RedisServer server)
    {
        var configuration = ConfigurationOptions.Parse($"{server.ConnectionString},abortConnect=false,connectTimeout=500,connectRetry=1");
        configuration.ReconnectRetryPolicy = new LinearRetry(200);
        var options = new RedisOptions();
        new Backplane(Options.Create(configuration), TimeProvider.System).Configure(options);
        return options.ConnectionFactory!(TextWriter.Null);
    }
}
