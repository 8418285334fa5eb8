using System.Collections.Concurrent;

namespace NanoBanana.Worker.Jobs;

/// <summary>
/// Lets one suspect run with nothing else that computes in this process, whichever lane it is of: it takes no other job along,
/// and no other job can be blamed for its crash.
/// </summary>
internal sealed class PoisonJobGate : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<RunningJobs, bool> _computing = new();

    /// <summary>Counts the running jobs among those that compute, until what is returned is disposed of.</summary>
    public IDisposable Enter(RunningJobs running)
    {
        _computing[running] = true;
        return new Exit(() => _computing.TryRemove(running, out _));
    }

    /// <summary>Waits until no suspect runs or waits to run; none begins until what is returned is disposed of.</summary>
    public async Task<IDisposable> PassAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        return new Exit(() => _one.Release());
    }

    /// <summary>Keeps all lanes from taking jobs, and waits until those in hand are done.</summary>
    public async Task<IDisposable> CloseAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await Task.WhenAll(_computing.Keys.Select(running => running.AllFreeAsync())).WaitAsync(cancellationToken);
            return new Exit(() => _one.Release());
        }
        catch
        {
            _one.Release();
            throw;
        }
    }

    public void Dispose() => _one.Dispose();

    private sealed class Exit(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
