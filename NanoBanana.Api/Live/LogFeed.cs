using NanoBanana.Core.Events;

namespace NanoBanana.Api.Live;

/// <summary>
/// A log as this replica follows it: read once for all its readers here. It keeps the latest entries; who is further behind reads the
/// log alone until it is near again, so that a slow reader costs no memory.
/// </summary>
internal sealed partial class LogFeed(
    LogName name, EventLog log, ChannelListener channels, LiveMetrics metrics, TimeSpan idleCheck, ILogger logger) : IAsyncDisposable
{
    /// <summary>Entries that are kept; no fewer than one read gives.</summary>
    public const int Window = 2 * EventLog.Batch;

    /// <summary>Readers that go on one after the other on one thread: to start a thread for each costs as much as its reading.</summary>
    private const int Together = 32;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FeedReader[] _readers = [];
    private Task _running = Task.CompletedTask;

    // The window holds the entries behind the tail up to the head, each at its seq modulo the window's length.
    private FeedEntry[]? _window;
    private LogPosition _tail;
    private LogPosition _head;
    private Exception? _failure;

    public LogName Name => name;

    /// <summary>Done when the log's channel is heard: nothing written later is missed.</summary>
    public Task Started => _started.Task;

    public void Add(FeedReader reader)
    {
        lock (_lock)
        {
            _readers = [.. _readers, reader];
        }
    }

    /// <returns>True when nobody reads any more.</returns>
    public bool Remove(FeedReader reader)
    {
        lock (_lock)
        {
            _readers = [.. _readers.Where(other => other != reader)];
            return _readers.Length == 0;
        }
    }

    /// <summary>Takes what comes after a position; null when that is the latest.</summary>
    /// <returns>False when the feed does not know the position: its reader has to ask the log.</returns>
    public bool TryRead(ref LogPosition position, out FeedEntry? next)
    {
        lock (_lock)
        {
            next = null;
            if (_failure is not null)
            {
                throw new InvalidOperationException($"The log {name.Channel} cannot be read.", _failure);
            }

            if (position.Seq < _tail.Seq || position.Seq > _head.Seq || position.At is not null && position.At != TimeOf(position.Seq))
            {
                return false;
            }

            if (position.Seq == _head.Seq)
            {
                position = _head;
                return true;
            }

            next = Kept(position.Seq + 1);
            position = next.Entry.Position;
            return true;
        }
    }

    /// <summary>Reads until <see cref="DisposeAsync"/>; nothing of the reader that came first is carried along.</summary>
    public void Start()
    {
        using (ExecutionContext.SuppressFlow())
        {
            _running = Task.Run(RunAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await using var subscription = await channels.ListenAsync(name.Channel);
            Take(new([], new(await log.NewestAsync(name)), IsReset: false, HasMore: true));
            _started.SetResult();
            while (true)
            {
                var part = await log.ReadAsync(name, _head, _end.Token);
                Take(part);
                if (!part.HasMore && !await subscription.WaitAsync(idleCheck, _end.Token))
                {
                    Rest();
                }
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Nobody reads any more.
        }
        catch (Exception exception)
        {
            if (!_started.TrySetException(exception))
            {
                LogFailure(exception, name.Channel);
                Volatile.Write(ref _failure, exception);
                WakeAll();
            }
        }
    }

    private FeedEntry Kept(long seq) => _window![seq % Window];

    private DateTimeOffset? TimeOf(long seq) => seq == _tail.Seq ? _tail.At : Kept(seq).Entry.At;

    private void Take(LogPart part)
    {
        using var pushes = LiveTrace.Push(part.Entries, _readers.Length);
        lock (_lock)
        {
            if (part.End == _head)
            {
                return;
            }

            if (part.IsReset || part.Entries.Count == 0)
            {
                Forget(part.End);
            }
            else
            {
                Keep(pushes?.Entries ?? part.Entries);
            }
        }

        WakeAll();
        metrics.Pushed(part.Entries);
    }

    private void Keep(IReadOnlyList<LogEntry> entries)
    {
        _window ??= new FeedEntry[Window];
        foreach (var entry in entries)
        {
            if (entry.Seq - _tail.Seq > Window)
            {
                _tail = Kept(_tail.Seq + 1).Entry.Position;
            }

            _window[entry.Seq % Window] = new(entry);
            _head = entry.Position;
        }
    }

    private void Forget(LogPosition head)
    {
        _window = null;
        _tail = _head = head;
    }

    /// <summary>Nothing happened for a while: the entries go, and each reader looks whether the log is still where it is.</summary>
    private void Rest()
    {
        lock (_lock)
        {
            Forget(_head);
        }

        WakeAll();
    }

    private void WakeAll()
    {
        var readers = _readers;
        for (var start = 0; start < readers.Length; start += Together)
        {
            ThreadPool.UnsafeQueueUserWorkItem(Continue, new ArraySegment<FeedReader>(
                readers, start, Math.Min(Together, readers.Length - start)), preferLocal: false);
        }

        static void Continue(ArraySegment<FeedReader> some)
        {
            foreach (var reader in some)
            {
                reader.Continue();
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The log {Log} cannot be read; its followers are sent away", EventName = "log-feed.failure")]
    private partial void LogFailure(Exception exception, string log);
}
