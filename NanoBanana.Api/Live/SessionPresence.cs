using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using NanoBanana.Contracts.Events;
using NanoBanana.Core.Events;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Api.Live;

/// <summary>
/// One session's followers on this replica. One loop reads who is there and tells them, one after the other, so that what they
/// heard last is what is true; a lost wake-up, or a replica that died, is noticed at the next look.
/// </summary>
internal sealed partial class SessionPresence(
    SessionId sessionId, IDatabase database, IHubContext<LiveHub, ILiveClient> hub, Usernames usernames, ChannelListener channels,
    TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<Follow, int> _follows = new();
    private readonly ConcurrentDictionary<string, string> _told = new();
    private volatile bool _closed;

    public ICollection<Follow> Follows => _follows.Keys;

    /// <summary>The loop; it ends by itself once the room is closed.</summary>
    public Task Running { get; set; } = Task.CompletedTask;

    /// <returns>True when the connection did not follow the session yet.</returns>
    public bool Add(Follow follow)
    {
        _told.TryRemove(follow.ConnectionId, out _);
        return _follows.AddOrUpdate(follow, 1, (_, count) => count + 1) == 1;
    }

    /// <returns>True when the connection does not follow the session any more.</returns>
    public bool Remove(Follow follow)
    {
        if (_follows.AddOrUpdate(follow, 0, (_, count) => count - 1) > 0)
        {
            return false;
        }

        _told.TryRemove(follow.ConnectionId, out _);
        return _follows.TryRemove(follow, out _);
    }

    /// <summary>The loop ends at its next look.</summary>
    public void Close() => _closed = true;

    /// <summary>Tells until the room is closed; an outage only delays it.</summary>
    public async Task ShareAsync()
    {
        while (!_closed)
        {
            try
            {
                await using var subscription = await channels.ListenAsync(Keys.Presence(sessionId).ToString());
                while (!_closed)
                {
                    await TellAsync();
                    await subscription.WaitAsync(Look, CancellationToken.None);
                }
            }
            catch (Exception exception)
            {
                LogOutage(exception, sessionId);
                await Task.Delay(Look, time);
            }
        }
    }

    private async Task TellAsync()
    {
        var members = await database.SortedSetRangeByScoreAsync(
            Keys.Presence(sessionId), time.GetUtcNow().ToUnixTimeMilliseconds());
        var users = members.Select(member => member.Text().Split(':'))
            .GroupBy(parts => new UserId(parts[0]), parts => new DeviceId(parts[1]));
        var present = await Task.WhenAll(users.Select(async user =>
            new PresentUser(user.Key, await usernames.OfAsync(user.Key), user.Distinct().Count())));
        var presence = new Presence(sessionId, [.. present.OrderBy(user => user.Id.Value, StringComparer.Ordinal)]);
        var news = string.Join(' ', presence.Users);
        foreach (var connectionId in _follows.Keys.Select(follow => follow.ConnectionId).Distinct())
        {
            if (!_told.TryGetValue(connectionId, out var told) || told != news)
            {
                _told[connectionId] = news;
                await hub.Clients.Client(connectionId).Presence(presence);
            }
        }
    }

    [LoggerMessage(
        LogLevel.Warning, "Who follows session {SessionId} cannot be read; it is tried again", EventName = "session-presence.outage")]
    private partial void LogOutage(Exception exception, string sessionId);
}

/// <summary>One connection that follows one session.</summary>
internal sealed record Follow(SessionId SessionId, string ConnectionId, UserId UserId, DeviceId DeviceId);
