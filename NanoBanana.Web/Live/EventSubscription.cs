using System.Diagnostics;
using NanoBanana.Contracts.Events;

namespace NanoBanana.Web.Live;

/// <summary>A component's subscription: it runs until the component is gone.</summary>
internal sealed class EventSubscription : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Task _running = Task.CompletedTask;

    public CancellationToken Gone => _gone.Token;

    /// <param name="events">What to follow.</param>
    /// <param name="apply">Called for one event at a time.</param>
    /// <param name="report">Called when it fails for good.</param>
    public void Start(
        Func<CancellationToken, IAsyncEnumerable<SessionEvent>> events, Func<SessionEvent, Task> apply, Func<Exception, Task> report) =>
        _running = RunAsync(events, apply, report);

    private async Task RunAsync(
        Func<CancellationToken, IAsyncEnumerable<SessionEvent>> events, Func<SessionEvent, Task> apply, Func<Exception, Task> report)
    {
        // What comes later is no part of what the page did when it began to follow.
        Activity.Current = null;
        try
        {
            await foreach (var next in events(Gone))
            {
                using var received = LiveTrace.Receive(next);
                await apply(next);
            }
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            await ReportAsync(e, report);
        }
    }

    private async Task ReportAsync(Exception failure, Func<Exception, Task> report)
    {
        try
        {
            await report(failure);
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _running;
        _gone.Dispose();
    }
}
