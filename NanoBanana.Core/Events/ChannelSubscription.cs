using StackExchange.Redis;

namespace NanoBanana.Core.Events;

/// <summary>One waiter on a channel. What is signalled between two waits is remembered once.</summary>
internal sealed class ChannelSubscription(ChannelListener owner, string name, Action<RedisValue>? heard) : IAsyncDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    /// <summary>Something was said on the channel; null when something may have been missed.</summary>
    public void Hear(RedisValue message)
    {
        heard?.Invoke(message);
        Set();
    }

    public void Set()
    {
        if (_signal.CurrentCount == 0)
        {
            try
            {
                _signal.Release();
            }
            catch (SemaphoreFullException)
            {
                // Set twice at the same moment: once is enough.
            }
        }
    }

    /// <summary>Waits for a signal, at most <paramref name="timeout"/>.</summary>
    /// <returns>False when there was none.</returns>
    public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) => _signal.WaitAsync(timeout, cancellationToken);

    public ValueTask DisposeAsync() => owner.LeaveAsync(name, this);
}
