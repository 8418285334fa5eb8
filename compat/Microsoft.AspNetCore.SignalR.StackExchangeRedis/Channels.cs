using StackExchange.Redis;

namespace Microsoft.AspNetCore.SignalR.StackExchangeRedis;

/// <summary>
/// The channels of one hub. A server listens to <see cref="All"/>, to its own <see cref="Server"/>, and to those of the
/// connections, users and groups that it has right now.
/// </summary>
internal sealed class Channels(string hub)
{
    public RedisChannel All { get; } = Literal($"{hub}:all");

    public RedisChannel Connection(string connectionId) => Literal($"{hub}:connection:{connectionId}");

    public RedisChannel Membership(string connectionId) => Literal($"{hub}:membership:{connectionId}");

    public RedisChannel Group(string name) => Literal($"{hub}:group:{name}");

    public RedisChannel User(string id) => Literal($"{hub}:user:{id}");

    public RedisChannel Server(string id) => Literal($"{hub}:server:{id}");

    private static RedisChannel Literal(string name) => new(name, RedisChannel.PatternMode.Literal);
}
