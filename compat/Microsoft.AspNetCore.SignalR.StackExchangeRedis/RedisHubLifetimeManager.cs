using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Microsoft.AspNetCore.SignalR.StackExchangeRedis;

/// <summary>
/// Sends through Redis pub/sub to the clients of every server. As with any pub/sub, what is sent while Redis is away
/// is lost; the sender is told by an exception.
/// </summary>
public sealed partial class RedisHubLifetimeManager<THub> : HubLifetimeManager<THub>, IDisposable
    where THub : Hub
{
    private readonly HubConnectionStore _connections = new();
    private readonly Channels _channels = new(typeof(THub).FullName!);
    private readonly Listeners _users = new();
    private readonly IReadOnlyList<IHubProtocol> _protocols;
    private readonly Backplane _backplane;

    public RedisHubLifetimeManager(IOptions<RedisOptions> options, IHubProtocolResolver hubProtocolResolver)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(hubProtocolResolver);
        _protocols = hubProtocolResolver.AllProtocols;
        _backplane = new Backplane(options.Value, SubscribeServerAsync);
    }

    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.Features.Set(new Memberships());
        var subscriber = await _backplane.GetAsync().ConfigureAwait(false);
        await subscriber.SubscribeAsync(
            _channels.Connection(connection.ConnectionId),
            (_, value) => Invocation.Read(value!).DeliverTo([connection])).ConfigureAwait(false);
        await subscriber.SubscribeAsync(
            _channels.Membership(connection.ConnectionId),
            (_, value) => ChangeFor(connection, GroupChange.Read(value!))).ConfigureAwait(false);
        if (connection.UserIdentifier is { Length: > 0 } user)
        {
            await _users.AddAsync(subscriber, _channels.User(user), connection).ConfigureAwait(false);
        }

        _connections.Add(connection);
        await Backplane.LeaveReader();
    }

    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _connections.Remove(connection);
        var subscriber = await _backplane.GetAsync().ConfigureAwait(false);
        var id = connection.ConnectionId;
        var leaving = new List<Task>
        {
            subscriber.UnsubscribeAsync(_channels.Connection(id)),
            subscriber.UnsubscribeAsync(_channels.Membership(id)),
        };
        leaving.AddRange(connection.Features.Get<Memberships>()!.Close()
            .Select(group => _groups.RemoveAsync(subscriber, _channels.Group(group), id)));
        if (connection.UserIdentifier is { Length: > 0 } user)
        {
            leaving.Add(_users.RemoveAsync(subscriber, _channels.User(user), id));
        }

        await Task.WhenAll(leaving).ConfigureAwait(false);
    }

    public void Dispose() => _backplane.Dispose();

    private async Task SubscribeServerAsync(ISubscriber subscriber)
    {
        await subscriber.SubscribeAsync(_channels.All, (_, value) => Invocation.Read(value!).DeliverTo(Connections())).ConfigureAwait(false);
        await subscriber.SubscribeAsync(_channels.Server(_server), (_, value) => Acknowledged(value!)).ConfigureAwait(false);
    }

    private IEnumerable<HubConnectionContext> Connections()
    {
        foreach (var connection in _connections)
        {
            yield return connection;
        }
    }
}
