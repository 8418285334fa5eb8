using System.Collections.Concurrent;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Faults;

/// <summary>
/// A client's own copy of a session's messages, kept as clients are told to: read once, then changed by what the stream says, and
/// read again after a <c>reset</c>.
/// </summary>
internal sealed class ReplicaView : IAsyncDisposable
{
    private readonly NanoBananaLive _live;
    private readonly NanoBananaClient _api;
    private readonly SessionId _sessionId;
    private readonly CancellationTokenSource _left = new();
    private readonly ConcurrentDictionary<string, byte> _messages = new();
    private readonly Task _reading;

    public ReplicaView(NanoBananaLive live, NanoBananaClient api, SessionId sessionId)
    {
        (_live, _api, _sessionId) = (live, api, sessionId);
        _reading = FollowAsync();
    }

    /// <summary>When it was told that the log does not reach back to where it was.</summary>
    public ConcurrentQueue<DateTime> Resets { get; } = new();

    public ICollection<string> MessageIds => _messages.Keys;

    public Exception? Failure => _reading.Exception;

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        await _reading.ContinueWith(_ => { }, TaskScheduler.Default);
        await _live.DisposeAsync();
        _left.Dispose();
    }

    private async Task FollowAsync()
    {
        await foreach (var next in _live.Follow(_sessionId, 0, _left.Token))
        {
            if (next.Type == EventTypes.Reset)
            {
                Resets.Enqueue(DateTime.UtcNow);
                await ReadAgainAsync();
            }
            else if (next.Type == EventTypes.MessageCreated)
            {
                _messages.TryAdd(next.Data.GetProperty("id").GetString()!, 0);
            }
        }
    }

    private async Task ReadAgainAsync()
    {
        _messages.Clear();
        string? cursor = null;
        do
        {
            var page = await Eventually.GetAsync(() => TryListAsync(cursor), "the messages to be listed");
            foreach (var message in page.Items)
            {
                _messages.TryAdd(message.Id, 0);
            }
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private async Task<Contracts.Page<Contracts.Messages.Message>?> TryListAsync(string? cursor)
    {
        try
        {
            return await _api.ListMessagesAsync(_sessionId, cursor, 100, _left.Token);
        }
        catch (Exception failure) when (failure is ApiException or HttpRequestException)
        {
            return null;
        }
    }
}

/// <summary>The copies of several clients.</summary>
internal sealed class ReplicaViews(IReadOnlyList<ReplicaView> copies) : IAsyncDisposable
{
    /// <summary>Fails unless every copy comes to hold exactly these messages.</summary>
    public async Task AgreeAsync(HashSet<string> messageIds)
    {
        foreach (var copy in copies)
        {
            try
            {
                await Eventually.TrueAsync(() => messageIds.SetEquals(copy.MessageIds), "a copy to agree", TimeSpan.FromSeconds(30));
            }
            catch (TimeoutException)
            {
                var missing = messageIds.Except(copy.MessageIds).Count();
                var phantoms = copy.MessageIds.Except(messageIds).Count();
                Assert.Fail(
                    $"A copy lacks {missing} messages and has {phantoms} that are gone, after {copy.Resets.Count} resets. {copy.Failure}");
            }
        }
    }

    public IEnumerable<TimeSpan> ResetsAfter(DateTime moment) =>
        copies.Select(copy => copy.Resets.FirstOrDefault(at => at > moment)).Where(at => at != default).Select(at => at - moment);

    public async ValueTask DisposeAsync() => await Task.WhenAll(copies.Select(copy => copy.DisposeAsync().AsTask()));
}
