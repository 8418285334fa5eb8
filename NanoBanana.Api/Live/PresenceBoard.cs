using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using NanoBanana.Api.Accounts;
using NanoBanana.Contracts.Events;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Api.Live;

/// <summary>
/// Who follows which session. Every replica writes its own followers to Redis and renews them; what a killed replica leaves
/// expires, and whoever notices tells the others.
/// </summary>
internal sealed class PresenceBoard(
    IDatabase database, IHubContext<LiveHub, ILiveClient> hub, Usernames usernames, TimeProvider time)
{
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lifetime = Renewal * 3;
    private readonly ConcurrentDictionary<Follow, int> _follows = new();

    public bool Follows(string connectionId, string sessionId) =>
        _follows.Keys.Any(follow => follow.ConnectionId == connectionId && follow.SessionId == sessionId);

    /// <summary>The caller follows until what is returned is disposed of.</summary>
    public async Task<IAsyncDisposable> JoinAsync(CurrentUser caller, string sessionId, string connectionId)
    {
        var follow = new Follow(sessionId, connectionId, caller.Id, caller.DeviceId);
        if (_follows.AddOrUpdate(follow, 1, (_, count) => count + 1) == 1)
        {
            await hub.Groups.AddToGroupAsync(connectionId, sessionId);
            await WriteAsync(follow);
        }

        await TellAsync(sessionId);
        return new Leaving(this, follow);
    }

    /// <summary>Renews this replica's followers and takes away those whose replica fell silent.</summary>
    public async Task RenewAsync()
    {
        foreach (var session in _follows.Keys.GroupBy(follow => follow.SessionId))
        {
            await Task.WhenAll(session.Select(WriteAsync));
            var gone = await database.SortedSetRemoveRangeByScoreAsync(
                Keys.Presence(session.Key), double.NegativeInfinity, time.GetUtcNow().ToUnixTimeMilliseconds());
            if (gone > 0)
            {
                await TellAsync(session.Key);
            }
        }
    }

    private async Task LeaveAsync(Follow follow)
    {
        if (_follows.AddOrUpdate(follow, 0, (_, count) => count - 1) > 0)
        {
            return;
        }

        _follows.TryRemove(new(follow, 0));
        try
        {
            await database.SortedSetRemoveAsync(Keys.Presence(follow.SessionId), Member(follow));
            await hub.Groups.RemoveFromGroupAsync(follow.ConnectionId, follow.SessionId);
            await TellAsync(follow.SessionId);
        }
        catch (Exception exception) when (RedisFailures.MeansUnavailable(exception))
        {
            // The entry expires by itself.
        }
    }

    private async Task WriteAsync(Follow follow)
    {
        await database.SortedSetAddAsync(
            Keys.Presence(follow.SessionId), Member(follow), (time.GetUtcNow() + Lifetime).ToUnixTimeMilliseconds());
        await database.KeyExpireAsync(Keys.Presence(follow.SessionId), Lifetime * 2);
    }

    private async Task TellAsync(string sessionId)
    {
        var members = await database.SortedSetRangeByScoreAsync(
            Keys.Presence(sessionId), time.GetUtcNow().ToUnixTimeMilliseconds());
        var users = members.Select(member => member.Text().Split(':')).GroupBy(parts => parts[0], parts => parts[1]);
        var present = await Task.WhenAll(users.Select(async user =>
            new PresentUser(user.Key, await usernames.OfAsync(user.Key), user.Distinct().Count())));
        await hub.Clients.Group(sessionId).Presence(new(sessionId, [.. present.OrderBy(user => user.Id, StringComparer.Ordinal)]));
    }

    private static string Member(Follow follow) => $"{follow.UserId}:{follow.DeviceId}:{follow.ConnectionId}";

    private sealed record Follow(string SessionId, string ConnectionId, string UserId, string DeviceId);

    private sealed class Leaving(PresenceBoard board, Follow follow) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await board.LeaveAsync(follow);
    }
}
