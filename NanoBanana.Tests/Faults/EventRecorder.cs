using System.Collections.Concurrent;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Faults;

/// <summary>Follows a session from its beginning on its own connection, and records each event with its time.</summary>
internal sealed class EventRecorder : IAsyncDisposable
{
    private readonly NanoBananaLive _live;
    private readonly CancellationTokenSource _left = new();
    private readonly ConcurrentQueue<(SessionEvent Event, DateTime At)> _seen = new();
    private readonly Task _reading;
    private long _last;

    public EventRecorder(NanoBananaLive live, SessionId sessionId)
    {
        _live = live;
        _reading = ReadAsync(sessionId);
    }

    public IReadOnlyList<(SessionEvent Event, DateTime At)> Seen => [.. _seen];

    public IEnumerable<SessionEvent> Events => _seen.Select(seen => seen.Event);

    public Task ReachesAsync(long seq, TimeSpan? within = null) => Eventually.TrueAsync(
        () => !_reading.IsFaulted ? Interlocked.Read(ref _last) >= seq : throw _reading.Exception!,
        $"a follower at {Interlocked.Read(ref _last)} to reach the event {seq}", within ?? TimeSpan.FromSeconds(60));

    /// <summary>How long after each of these moments the first event that happened later arrived.</summary>
    public IEnumerable<TimeSpan> DelaysAfter(IEnumerable<DateTime> moments)
    {
        var seen = Seen;
        foreach (var moment in moments)
        {
            if (seen.FirstOrDefault(one => one.Event.At.UtcDateTime > moment) is { Event: not null } first)
            {
                yield return first.At - moment;
            }
        }
    }

    /// <summary>Counts what is missing of 1 … <paramref name="last"/> and what came again or out of turn.</summary>
    public (int Lost, int Doubled) Compare(long last)
    {
        var seqs = Events.Select(seen => seen.Seq).ToList();
        var known = seqs.ToHashSet();
        var lost = Enumerable.Range(1, (int)last).Count(seq => !known.Contains(seq));
        return (lost, seqs.Count - known.Count + seqs.Zip(seqs.Skip(1)).Count(pair => pair.Second < pair.First));
    }

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        await _reading.ContinueWith(_ => { }, TaskScheduler.Default);
        await _live.DisposeAsync();
        _left.Dispose();
    }

    private async Task ReadAsync(SessionId sessionId)
    {
        await foreach (var next in _live.Follow(sessionId, 0, _left.Token))
        {
            _seen.Enqueue((next, DateTime.UtcNow));
            Interlocked.Exchange(ref _last, next.Seq);
        }
    }
}
