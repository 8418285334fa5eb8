using Microsoft.Extensions.Options;
using NanoBanana.Core.Events;

namespace NanoBanana.Api.Live;

/// <summary>The logs that are followed on this replica. A feed starts with its first reader and ends with its last.</summary>
internal sealed class LogFeeds(
    EventLog log, ChannelListener channels, LiveMetrics metrics, IOptions<EventOptions> options, ILogger<LogFeed> logger)
{
    private readonly Dictionary<LogName, LogFeed> _feeds = [];

    /// <summary>Reads a log until what is returned is disposed of.</summary>
    /// <param name="after">The last <c>seq</c> that the reader knows; −1 to start at now.</param>
    public async Task<FeedReader> JoinAsync(LogName name, long after, CancellationToken cancellationToken)
    {
        var reader = Enter(name);
        try
        {
            await reader.Feed.Started.WaitAsync(cancellationToken);
            reader.Start(after, await log.NewestAsync(name), cancellationToken);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    private FeedReader Enter(LogName name)
    {
        lock (_feeds)
        {
            if (!_feeds.TryGetValue(name, out var feed))
            {
                _feeds[name] = feed = new(name, log, channels, metrics, options.Value.IdleCheck, logger);
                feed.Start();
            }

            var reader = new FeedReader(feed, log, LeaveAsync);
            feed.Add(reader);
            metrics.Joined();
            return reader;
        }
    }

    private async Task LeaveAsync(FeedReader reader)
    {
        metrics.Left();
        lock (_feeds)
        {
            if (!reader.Feed.Remove(reader))
            {
                return;
            }

            _feeds.Remove(reader.Feed.Name);
        }

        await reader.Feed.DisposeAsync();
    }
}
