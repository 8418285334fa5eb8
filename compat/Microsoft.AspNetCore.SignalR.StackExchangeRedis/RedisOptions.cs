using StackExchange.Redis;

namespace Microsoft.AspNetCore.SignalR.StackExchangeRedis;

/// <summary>Which Redis carries the messages between the servers.</summary>
public class RedisOptions
{
    public ConfigurationOptions Configuration { get; set; } = new() { AbortOnConnectFail = false };

    /// <summary>Supplies the connection instead of <see cref="Configuration"/>; whoever supplies it also disposes it.</summary>
    public Func<TextWriter, Task<IConnectionMultiplexer>>? ConnectionFactory { get; set; }
}
