using System.Collections.Concurrent;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Live;

/// <summary>Reads a stream of events in the background and keeps what it gave.</summary>
internal sealed class EventSubscriber : IAsyncDisposable
{
    private readonly ConcurrentQueue<SessionEvent> _events = new();
    private readonly CancellationTokenSource _left = new();

    public EventSubscriber(Func<CancellationToken, IAsyncEnumerable<SessionEvent>> follow) => Completion = ReadAsync(follow(_left.Token));

    public IReadOnlyList<SessionEvent> Events => [.. _events];

    /// <summary>Ends as the stream ends.</summary>
    public Task Completion { get; }

    public async Task<SessionEvent> NextAsync(Func<SessionEvent, bool> wanted, string what)
    {
        var found = await Eventually.GetAsync(
            () => Task.FromResult(_events.FirstOrDefault(wanted) ?? (Completion.IsFaulted ? throw Completion.Exception : null)), what);
        return found;
    }

    public Task ReachesAsync(long seq) => NextAsync(next => next.Seq >= seq, $"the event number {seq}");

    /// <summary>Fails unless what came is <c>first</c>, <c>first + 1</c> … <c>last</c>.</summary>
    public void ShouldBeExactly(long first, long last) =>
        Assert.Equal(Enumerable.Range(0, (int)(last - first + 1)).Select(i => first + i), Events.Select(next => next.Seq));

    /// <summary>It ends well, and its last event says why.</summary>
    public async Task ShouldCloseAsync(string reason, TimeSpan within)
    {
        await Completion.WaitAsync(within);
        var last = Events[^1];
        Assert.Equal((EventTypes.Closed, reason), (last.Type, last.Data.GetProperty("reason").GetString()));
        Assert.Equal(Events.Count > 1 ? Events[^2].Seq : last.Seq, last.Seq);
    }

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        await Completion.ContinueWith(_ => { }, TaskScheduler.Default);
        _left.Dispose();
    }

    private async Task ReadAsync(IAsyncEnumerable<SessionEvent> stream)
    {
        await foreach (var next in stream)
        {
            _events.Enqueue(next);
        }
    }
}
