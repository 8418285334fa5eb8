using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace NanoBanana.Api.Live;

/// <summary>
/// Connects the SignalR backplane. It has a connection of its own: SignalR closes it at shutdown while others still use theirs, and its
/// channels have a prefix.
/// </summary>
internal sealed class Backplane(IOptions<ConfigurationOptions> redis, TimeProvider time) : IConfigureOptions<RedisOptions>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    public void Configure(RedisOptions options)
    {
        options.Configuration = redis.Value.Clone();
        options.Configuration.ChannelPrefix = RedisChannel.Literal("nano-banana");
        options.ConnectionFactory = log => ConnectAsync(options.Configuration, log);
    }

    /// <summary>
    /// A connection that is up. SignalR subscribes once, right after it has the connection; one that is still down would leave this replica
    /// deaf. When this fails, SignalR asks again with the next client.
    /// </summary>
    private async Task<IConnectionMultiplexer> ConnectAsync(ConfigurationOptions options, TextWriter log)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(options, log);
        var began = time.GetTimestamp();
        while (!connection.IsConnected)
        {
            if (time.GetElapsedTime(began) > Patience)
            {
                await connection.DisposeAsync();
                throw new RedisConnectionException(ConnectionFailureType.UnableToConnect, "The SignalR backplane cannot reach Redis.");
            }

            await Task.Delay(Poll, time);
        }

        return connection;
    }
}
