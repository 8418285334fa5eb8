namespace NanoBanana.Core.Events;

/// <summary>One waiter on a channel. What is signalled between two waits is remembered once.</summary>
internal sealed class Wakeup(Wakeups owner, string name) : IAsyncDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

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
    public Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) => _signal.WaitAsync(timeout, cancellationToken);

    public ValueTask DisposeAsync() => owner.LeaveAsync(name, this);
}
