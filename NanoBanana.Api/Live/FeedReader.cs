using NanoBanana.Core.Events;

namespace NanoBanana.Api.Live;

/// <summary>One who reads a log: from the feed, and where the feed does not reach, from the log itself.</summary>
internal sealed class FeedReader(LogFeed feed, EventLog log, Func<FeedReader, Task> leave) : IAsyncDisposable
{
    private readonly Signal _signal = new();
    private Queue<FeedEntry>? _ownRead;
    private LogPosition _position;
    private CancellationTokenRegistration _leaving;
    private bool _isBehind;

    public LogFeed Feed => feed;

    /// <summary>Ends the wait of <see cref="MoreAsync"/>.</summary>
    public void Wake() => _signal.Set();

    /// <summary>The same; what follows the wait runs on this thread.</summary>
    public void Continue() => _signal.Set(continuesHere: true);

    /// <param name="after">The last <c>seq</c> that the reader knows; −1 to start at now.</param>
    /// <param name="cancellationToken">Ends a wait.</param>
    public void Start(long after, long newest, CancellationToken cancellationToken)
    {
        _leaving = cancellationToken.UnsafeRegister(static reader => ((FeedReader)reader!).Wake(), this);
        if (after > newest)
        {
            _ownRead = new([new(log.Reset(feed.Name, newest))]);
        }

        _position = new(after < 0 || after > newest ? newest : after);
    }

    /// <summary>The next entry, if one is at hand.</summary>
    public FeedEntry? Take()
    {
        if (_ownRead is not null && _ownRead.TryDequeue(out var own))
        {
            return own;
        }

        _ownRead = null;
        _isBehind = !feed.TryRead(ref _position, out var next);
        return next;
    }

    /// <summary>Waits until there may be more to take, or for <see cref="Wake"/>.</summary>
    public ValueTask MoreAsync(CancellationToken cancellationToken) =>
        _isBehind ? new(ReadLogAsync(cancellationToken)) : _signal.WaitAsync();

    public async ValueTask DisposeAsync()
    {
        await _leaving.DisposeAsync();
        await leave(this);
    }

    private async Task ReadLogAsync(CancellationToken cancellationToken)
    {
        var part = await log.ReadAsync(feed.Name, _position, cancellationToken);
        _position = part.End;
        if (part.Entries.Count > 0)
        {
            _ownRead = new(part.Entries.Select(entry => new FeedEntry(entry)));
        }
        else
        {
            // The reader is ahead of the feed, which is about to read what the reader has.
            await _signal.WaitAsync();
        }
    }
}
