using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Microsoft.AspNetCore.SignalR.StackExchangeRedis;

public sealed partial class RedisHubLifetimeManager<THub>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly string _server = Guid.CreateVersion7().ToString("N");
    private readonly Listeners _groups = new();
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _unacknowledged = new();

    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) =>
        _connections[connectionId] is { } connection
            ? JoinAsync(connection, groupName)
            : AskAsync(connectionId, groupName, add: true, cancellationToken);

    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) =>
        _connections[connectionId] is { } connection
            ? LeaveAsync(connection, groupName)
            : AskAsync(connectionId, groupName, add: false, cancellationToken);

    private async Task JoinAsync(HubConnectionContext connection, string group)
    {
        var memberships = connection.Features.Get<Memberships>()!;
        if (!memberships.Add(group))
        {
            return;
        }

        var subscriber = await _backplane.GetAsync().ConfigureAwait(false);
        try
        {
            await _groups.AddAsync(subscriber, _channels.Group(group), connection).ConfigureAwait(false);
        }
        catch
        {
            memberships.Remove(group);
            throw;
        }

        if (memberships.IsClosed)
        {
            // It disconnected meanwhile, perhaps before there was anything to remove.
            await _groups.RemoveAsync(subscriber, _channels.Group(group), connection.ConnectionId).ConfigureAwait(false);
        }

        await Backplane.LeaveReader();
    }

    private async Task LeaveAsync(HubConnectionContext connection, string group)
    {
        if (connection.Features.Get<Memberships>()!.Remove(group))
        {
            var subscriber = await _backplane.GetAsync().ConfigureAwait(false);
            await _groups.RemoveAsync(subscriber, _channels.Group(group), connection.ConnectionId).ConfigureAwait(false);
            await Backplane.LeaveReader();
        }
    }

    private async Task AskAsync(string connectionId, string group, bool add, CancellationToken cancellationToken)
    {
        var change = new GroupChange(Guid.NewGuid(), _server, group, add);
        var acknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _unacknowledged[change.Id] = acknowledged;
        try
        {
            // Nobody listening means that the connection is gone, which is no error.
            if (await PublishAsync(_channels.Membership(connectionId), change.Write(), cancellationToken).ConfigureAwait(false) > 0)
            {
                await acknowledged.Task.WaitAsync(LongestWait, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _unacknowledged.TryRemove(change.Id, out _);
        }
    }

    private void ChangeFor(HubConnectionContext connection, GroupChange change)
    {
        // Not awaited on the reader's thread, which has to read the very answers that the change waits for.
        _ = ChangeAsync();

        async Task ChangeAsync()
        {
            try
            {
                await (change.Add ? JoinAsync(connection, change.Group) : LeaveAsync(connection, change.Group)).ConfigureAwait(false);
                await PublishAsync(_channels.Server(change.ReplyTo), change.Id.ToByteArray(), CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                // Redis went away: the asker gets no answer and reports that.
            }
        }
    }

    private void Acknowledged(byte[] id)
    {
        if (_unacknowledged.TryGetValue(new Guid(id), out var waiting))
        {
            waiting.TrySetResult();
        }
    }
}
