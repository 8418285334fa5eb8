using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Microsoft.AspNetCore.SignalR.StackExchangeRedis;

/// <summary>Which of this server's connections listen to a channel: subscribed with the first, unsubscribed with the last.</summary>
internal sealed class Listeners
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public async Task AddAsync(ISubscriber subscriber, RedisChannel channel, HubConnectionContext connection)
    {
        while (!await TryAddAsync(subscriber, channel, connection).ConfigureAwait(false))
        {
            // The last listener was just leaving and took the entry with it.
        }
    }

    public async Task RemoveAsync(ISubscriber subscriber, RedisChannel channel, string connectionId)
    {
        if (!_entries.TryGetValue(channel.ToString(), out var entry))
        {
            return;
        }

        await entry.Gate.WaitAsync().ConfigureAwait(false);
        try
        {
            entry.Connections.TryRemove(connectionId, out _);
            if (entry.Connections.IsEmpty && !entry.Removed)
            {
                entry.Removed = true;
                _entries.TryRemove(channel.ToString(), out _);
                await subscriber.UnsubscribeAsync(channel).ConfigureAwait(false);
            }
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    private async Task<bool> TryAddAsync(ISubscriber subscriber, RedisChannel channel, HubConnectionContext connection)
    {
        var entry = _entries.GetOrAdd(channel.ToString(), static _ => new Entry());
        await entry.Gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (entry.Removed)
            {
                return false;
            }

            entry.Connections[connection.ConnectionId] = connection;
            if (!entry.Subscribed)
            {
                await subscriber.SubscribeAsync(channel, (_, value) => Invocation.Read(value!).DeliverTo(entry.Connections.Values))
                    .ConfigureAwait(false);
                entry.Subscribed = true;
            }

            return true;
        }
        catch
        {
            entry.Connections.TryRemove(connection.ConnectionId, out _);
            throw;
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public ConcurrentDictionary<string, HubConnectionContext> Connections { get; } = new(StringComparer.Ordinal);

        public bool Subscribed { get; set; }

        public bool Removed { get; set; }
    }
}
