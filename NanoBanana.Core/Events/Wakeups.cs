using System.Collections.Concurrent;
using StackExchange.Redis;

namespace NanoBanana.Core.Events;

/// <summary>
/// Wakes followers of a log when its channel speaks. One Redis subscription per channel and process, however many wait; it says
/// only "look now", so a lost message costs a little time and never an event.
/// </summary>
internal sealed class Wakeups(IConnectionMultiplexer redis)
{
    private readonly ConcurrentDictionary<string, Channel> _channels = new();

    public async Task<Wakeup> ListenAsync(string name)
    {
        while (true)
        {
            var channel = _channels.GetOrAdd(name, _ => new Channel());
            var wakeup = new Wakeup(this, name);
            lock (channel)
            {
                if (channel.Closed)
                {
                    continue;
                }

                channel.Waiting.Add(wakeup);
                channel.Subscribed ??= redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal(name), channel.Heard);
            }

            try
            {
                await channel.Subscribed;
                return wakeup;
            }
            catch
            {
                // The follower still looks by itself now and then; the client subscribes again when it reconnects.
                await wakeup.DisposeAsync();
                throw;
            }
        }
    }

    internal async ValueTask LeaveAsync(string name, Wakeup wakeup)
    {
        if (!_channels.TryGetValue(name, out var channel))
        {
            return;
        }

        lock (channel)
        {
            channel.Waiting.Remove(wakeup);
            if (channel.Waiting.Count > 0 || channel.Closed)
            {
                return;
            }

            channel.Closed = true;
            _channels.TryRemove(name, out _);
        }

        try
        {
            // Only its own handler: somebody may have begun to listen to the same name anew.
            await redis.GetSubscriber().UnsubscribeAsync(RedisChannel.Literal(name), channel.Heard);
        }
        catch (Exception exception) when (Redis.RedisFailures.MeansUnavailable(exception))
        {
            // Not connected: there is nothing to unsubscribe from.
        }
    }

    private sealed class Channel
    {
        public HashSet<Wakeup> Waiting { get; } = [];
        public Task? Subscribed { get; set; }
        public bool Closed { get; set; }

        public void Heard(RedisChannel name, RedisValue message)
        {
            lock (this)
            {
                foreach (var wakeup in Waiting)
                {
                    wakeup.Set();
                }
            }
        }
    }
}
