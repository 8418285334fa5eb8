using System.Collections.Concurrent;

namespace NanoBanana.Tests.Faults;

/// <summary>Does one thing over and over, by several workers at once, until it is stopped; keeps what was acknowledged and when.</summary>
internal sealed class LoadGenerator<T> : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopped = new();
    private readonly ConcurrentQueue<(T Item, DateTime At)> _done = new();
    private readonly Task _workers;

    /// <param name="workers">How many at once.</param>
    /// <param name="pause">Between two things of one worker.</param>
    /// <param name="doOne">Comes back when the thing is acknowledged.</param>
    public LoadGenerator(int workers, TimeSpan pause, Func<Task<T>> doOne) =>
        _workers = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(pause, doOne)));

    /// <summary>What was acknowledged so far.</summary>
    public IReadOnlyList<(T Item, DateTime At)> Done => [.. _done];

    /// <summary>Stops asking, and waits for what was asked last. Throws what a worker could not cope with.</summary>
    public async Task StopAsync()
    {
        await _stopped.CancelAsync();
        await _workers;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _workers.ContinueWith(_ => { }, TaskScheduler.Default);
        _stopped.Dispose();
    }

    private async Task WorkAsync(TimeSpan pause, Func<Task<T>> doOne)
    {
        await Task.Yield();
        while (!_stopped.IsCancellationRequested)
        {
            var item = await doOne();
            _done.Enqueue((item, DateTime.UtcNow));
            await Task.Delay(pause, _stopped.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
