using Microsoft.AspNetCore.SignalR;
using NanoBanana.Api.Accounts;
using NanoBanana.Core.Events;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Api.Live;

/// <summary>
/// Who follows which session. Every replica writes its own followers to Redis and renews them, and what a killed replica leaves
/// expires. A change only wakes the rooms of the replicas; each tells its own connections what it finds.
/// </summary>
internal sealed class PresenceTracker(
    IDatabase database, IHubContext<LiveHub, ILiveClient> hub, Usernames usernames, ChannelListener channels, TimeProvider time,
    ILogger<PresenceTracker> logger)
{
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lifetime = Renewal * 3;
    private readonly Dictionary<SessionId, SessionPresence> _rooms = [];

    public bool Follows(string connectionId, SessionId sessionId)
    {
        lock (_rooms)
        {
            return _rooms.TryGetValue(sessionId, out var room) && room.Follows.Any(follow => follow.ConnectionId == connectionId);
        }
    }

    /// <summary>The caller follows until what is returned is disposed of.</summary>
    /// <param name="gone">Says that the connection ended. The backplane waits half a minute for such a one; nobody here does.</param>
    public async Task<IAsyncDisposable> JoinAsync(CurrentUser caller, SessionId sessionId, string connectionId, CancellationToken gone)
    {
        var follow = new Follow(sessionId, connectionId, caller.Id, caller.DeviceId);
        var leaving = new Leaving(this, follow, gone);
        try
        {
            if (Enter(follow))
            {
                await hub.Groups.AddToGroupAsync(connectionId, sessionId, gone).WaitAsync(gone);
                await WriteAsync(sessionId, follow);
            }

            await WakeAsync(sessionId);
            return leaving;
        }
        catch
        {
            await leaving.DisposeAsync();
            throw;
        }
    }

    /// <summary>Renews this replica's followers and clears away those whose replica fell silent.</summary>
    public async Task RenewAsync()
    {
        List<(SessionId SessionId, Follow[] Follows)> rooms;
        lock (_rooms)
        {
            rooms = [.. _rooms.Select(room => (room.Key, room.Value.Follows.ToArray()))];
        }

        await Task.WhenAll(rooms.Select(room => WriteAsync(room.SessionId, room.Follows)));
        await Task.WhenAll(rooms.Select(room => database.SortedSetRemoveRangeByScoreAsync(
            Keys.Presence(room.SessionId), double.NegativeInfinity, time.GetUtcNow().ToUnixTimeMilliseconds())));
    }

    private bool Enter(Follow follow)
    {
        lock (_rooms)
        {
            if (!_rooms.TryGetValue(follow.SessionId, out var room))
            {
                room = _rooms[follow.SessionId] = new(follow.SessionId, database, hub, usernames, channels, time, logger);
                room.Running = room.ShareAsync();
            }

            return room.Add(follow);
        }
    }

    private bool Exit(Follow follow)
    {
        lock (_rooms)
        {
            if (!_rooms.TryGetValue(follow.SessionId, out var room) || !room.Remove(follow))
            {
                return false;
            }

            if (room.Follows.Count == 0)
            {
                _rooms.Remove(follow.SessionId);
                room.Close();
            }

            return true;
        }
    }

    private async Task LeaveAsync(Follow follow, CancellationToken gone)
    {
        if (!Exit(follow))
        {
            return;
        }

        try
        {
            await database.SortedSetRemoveAsync(Keys.Presence(follow.SessionId), Member(follow));
            await WakeAsync(follow.SessionId);
            if (!gone.IsCancellationRequested)
            {
                await hub.Groups.RemoveFromGroupAsync(follow.ConnectionId, follow.SessionId, gone).WaitAsync(gone);
            }
        }
        catch (Exception exception) when (RedisFailures.MeansUnavailable(exception) || gone.IsCancellationRequested)
        {
            // The entry expires by itself, and a connection leaves its groups when it ends.
        }
    }

    /// <summary>One command for a session, however many follow it.</summary>
    private async Task WriteAsync(SessionId sessionId, params Follow[] follows)
    {
        var until = (time.GetUtcNow() + Lifetime).ToUnixTimeMilliseconds();
        await database.SortedSetAddAsync(
            Keys.Presence(sessionId), [.. follows.Select(follow => new SortedSetEntry(Member(follow), until))]);
        await database.KeyExpireAsync(Keys.Presence(sessionId), Lifetime * 2);
    }

    private Task<long> WakeAsync(SessionId sessionId) => database.PublishAsync(
        RedisChannel.Literal(Keys.Presence(sessionId).ToString()), "");

    private static string Member(Follow follow) => $"{follow.UserId}:{follow.DeviceId}:{follow.ConnectionId}";

    private sealed class Leaving(PresenceTracker board, Follow follow, CancellationToken gone) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await board.LeaveAsync(follow, gone);
    }
}
