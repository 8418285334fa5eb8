using Microsoft.AspNetCore.SignalR.Protocol;
using StackExchange.Redis;

namespace Microsoft.AspNetCore.SignalR.StackExchangeRedis;

public sealed partial class RedisHubLifetimeManager<THub>
{
    public override Task SendAllAsync(string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        PublishAsync(_channels.All, Write(methodName, args), cancellationToken);

    public override Task SendAllExceptAsync(
        string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        PublishAsync(_channels.All, Write(methodName, args, excludedConnectionIds), cancellationToken);

    public override Task SendConnectionAsync(
        string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        _connections[connectionId] is { } connection
            ? connection.WriteAsync(new InvocationMessage(methodName, args), cancellationToken).AsTask()
            : PublishAsync(_channels.Connection(connectionId), Write(methodName, args), cancellationToken);

    public override Task SendConnectionsAsync(
        IReadOnlyList<string> connectionIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        Task.WhenAll(connectionIds.Select(id => SendConnectionAsync(id, methodName, args, cancellationToken)));

    public override Task SendGroupAsync(
        string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        PublishAsync(_channels.Group(groupName), Write(methodName, args), cancellationToken);

    public override Task SendGroupExceptAsync(
        string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        PublishAsync(_channels.Group(groupName), Write(methodName, args, excludedConnectionIds), cancellationToken);

    public override Task SendGroupsAsync(
        IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        PublishAsync(groupNames.Select(_channels.Group), Write(methodName, args), cancellationToken);

    public override Task SendUserAsync(
        string userId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        PublishAsync(_channels.User(userId), Write(methodName, args), cancellationToken);

    public override Task SendUsersAsync(
        IReadOnlyList<string> userIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        PublishAsync(userIds.Select(_channels.User), Write(methodName, args), cancellationToken);

    public override Task<T> InvokeConnectionAsync<T>(
        string connectionId, string methodName, object?[] args, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This backplane sends to clients; it does not wait for results from them.");

    private byte[] Write(string method, object?[] arguments, IReadOnlyList<string>? excludedConnectionIds = null) =>
        Invocation.Write(_protocols, method, arguments, excludedConnectionIds);

    private Task<long[]> PublishAsync(IEnumerable<RedisChannel> channels, byte[] message, CancellationToken cancellationToken) =>
        Task.WhenAll(channels.Select(channel => PublishAsync(channel, message, cancellationToken)));

    private async Task<long> PublishAsync(RedisChannel channel, byte[] message, CancellationToken cancellationToken)
    {
        var subscriber = await _backplane.GetAsync(cancellationToken).ConfigureAwait(false);
        var listeners = await subscriber.PublishAsync(channel, message).WaitAsync(cancellationToken).ConfigureAwait(false);
        await Backplane.LeaveReader();
        return listeners;
    }
}
