using System.Collections.Concurrent;
using StackExchange.Redis;

namespace NanoBanana.Core.Events;

/// <summary>
/// Wakes those who wait for a channel when it speaks. One Redis subscription per channel and process, however many wait; it says
/// only "look now", so a lost message costs a little time and never an event. Everybody is woken when a lost connection is back.
/// </summary>
internal sealed class ChannelListener : IDisposable
{
    private readonly ConcurrentDictionary<string, Channel> _channels = new();
    private readonly IConnectionMultiplexer _redis;

    public ChannelListener(IConnectionMultiplexer redis)
    {
        _redis = redis;
        redis.ConnectionRestored += OnRestored;
    }

    public void Dispose() => _redis.ConnectionRestored -= OnRestored;

    /// <param name="heard">Gets each message before the waiter is woken; null when some may have been missed.</param>
    public async Task<ChannelSubscription> ListenAsync(string name, Action<RedisValue>? heard = null)
    {
        while (true)
        {
            var channel = _channels.GetOrAdd(name, _ => new Channel());
            var subscription = new ChannelSubscription(this, name, heard);
            lock (channel)
            {
                if (channel.Closed)
                {
                    continue;
                }

                channel.Waiting.Add(subscription);
                channel.Subscribed ??= _redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal(name), channel.Heard);
            }

            try
            {
                await channel.Subscribed;
                return subscription;
            }
            catch
            {
                // The follower still looks by itself now and then; the client subscribes again when it reconnects.
                await subscription.DisposeAsync();
                throw;
            }
        }
    }

    internal async ValueTask LeaveAsync(string name, ChannelSubscription subscription)
    {
        if (!_channels.TryGetValue(name, out var channel))
        {
            return;
        }

        Task left;
        lock (channel)
        {
            channel.Waiting.Remove(subscription);
            if (channel.Waiting.Count > 0 || channel.Closed)
            {
                return;
            }

            channel.Closed = true;

            // Begun before anybody can listen to the name anew: at the same moment the client would take both for one and end both.
            left = UnsubscribeAsync(name, channel);
            _channels.TryRemove(name, out _);
        }

        await left;
    }

    private async Task UnsubscribeAsync(string name, Channel channel)
    {
        try
        {
            await _redis.GetSubscriber().UnsubscribeAsync(RedisChannel.Literal(name), channel.Heard);
        }
        catch (Exception exception) when (Redis.RedisFailures.MeansUnavailable(exception))
        {
            // Not connected: there is nothing to unsubscribe from.
        }
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs restored)
    {
        if (restored.ConnectionType == ConnectionType.Subscription)
        {
            // Nobody awaits an event; what can fail is caught there.
            _ = WakeAllAsync();
        }
    }

    private async Task WakeAllAsync()
    {
        try
        {
            // Behind the subscriptions, which the client sent again before: what is written from now on is heard.
            await _redis.GetSubscriber().PingAsync();
        }
        catch (Exception exception) when (Redis.RedisFailures.MeansUnavailable(exception))
        {
            // Lost again: when it is back, everybody is woken once more.
        }

        foreach (var (name, channel) in _channels)
        {
            channel.Heard(RedisChannel.Literal(name), RedisValue.Null);
        }
    }

    private sealed class Channel
    {
        public HashSet<ChannelSubscription> Waiting { get; } = [];
        public Task? Subscribed { get; set; }
        public bool Closed { get; set; }

        public void Heard(RedisChannel name, RedisValue message)
        {
            lock (this)
            {
                foreach (var subscription in Waiting)
                {
                    subscription.Hear(message);
                }
            }
        }
    }
}
